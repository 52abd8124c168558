package dev.satchel.frontend.notify;

import dev.satchel.contract.NotifyAnswer;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.Answer;
import io.avaje.jsonb.JsonType;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The devices that wait for a change. A hundred thousand of them are as many small objects in a map
 * and on a timer wheel. Thread-safe.
 */
public final class NotifyHub implements AutoCloseable {
  private static final JsonType<NotifyAnswer> ANSWER = Json.type(NotifyAnswer.class);
  private static final Duration TICK = Duration.ofMillis(100);

  private final Map<Long, Set<Subscription>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final HashedWheelTimer timer =
      new HashedWheelTimer(
          new DefaultThreadFactory("notify-timer", true), TICK.toMillis(), TimeUnit.MILLISECONDS);

  /**
   * Lets a device wait until one of its namespaces changes, its time is over, or it goes away. The
   * caller looks for changes once more afterwards, and {@link #wake}s the subscription if there
   * are.
   */
  Subscription park(Set<Long> namespaces, Duration patience, Answer answer) {
    Subscription subscription = new Subscription(Set.copyOf(namespaces), answer);
    count.incrementAndGet();
    for (Long namespace : subscription.namespaces()) {
      waiting.compute(
          namespace,
          (key, known) -> {
            Set<Subscription> all = known == null ? ConcurrentHashMap.newKeySet(2) : known;
            all.add(subscription);
            return all;
          });
    }
    subscription.timeOutWith(
        timer.newTimeout(
            expired -> end(subscription, false), patience.toMillis(), TimeUnit.MILLISECONDS));
    answer.onGone(() -> forget(subscription));
    return subscription;
  }

  /** Something changed for this subscription. */
  void wake(Subscription subscription) {
    end(subscription, true);
  }

  /** Something changed in this namespace. */
  public void changed(long namespace) {
    Set<Subscription> interested = waiting.get(namespace);
    if (interested != null) {
      interested.forEach(this::wake);
    }
  }

  /** The namespaces that somebody waits for. */
  Set<Long> watched() {
    return Set.copyOf(waiting.keySet());
  }

  /** How many devices wait. */
  public int waiting() {
    return count.get();
  }

  /** Answers a device that does not have to wait. */
  static void answer(Answer answer, boolean changes) {
    answer.send(Json.answer(ANSWER, new NotifyAnswer(changes, null)));
  }

  /** Stops the timer; whoever waits loses its connection when the server closes. */
  @Override
  public void close() {
    timer.stop();
  }

  private void end(Subscription subscription, boolean changes) {
    if (forget(subscription)) {
      answer(subscription.answer(), changes);
    }
  }

  private boolean forget(Subscription subscription) {
    if (!subscription.end()) {
      return false;
    }
    count.decrementAndGet();
    for (Long namespace : subscription.namespaces()) {
      waiting.computeIfPresent(
          namespace,
          (key, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
          });
    }
    return true;
  }
}
