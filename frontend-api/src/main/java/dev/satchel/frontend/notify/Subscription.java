package dev.satchel.frontend.notify;

import dev.satchel.frontend.http.Answer;
import io.netty.util.Timeout;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One device that waits: no thread, only this object, a timer and an open connection. */
final class Subscription {
  private final Set<Long> namespaces;
  private final Answer answer;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Timeout timeout;

  Subscription(Set<Long> namespaces, Answer answer) {
    this.namespaces = namespaces;
    this.answer = answer;
  }

  Set<Long> namespaces() {
    return namespaces;
  }

  Answer answer() {
    return answer;
  }

  /** Ends the waiting; true for the one caller who may answer. */
  boolean end() {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    Timeout running = timeout;
    if (running != null) {
      running.cancel();
    }
    return true;
  }

  boolean isEnded() {
    return ended.get();
  }

  /** Gives it its timer; one that ended meanwhile needs none. */
  void timeOutWith(Timeout running) {
    timeout = running;
    if (isEnded()) {
      running.cancel();
    }
  }
}
