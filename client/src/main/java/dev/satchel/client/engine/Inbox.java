package dev.satchel.client.engine;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the control thread has not heard yet. Any thread puts in, the control thread takes out.
 *
 * <p>It is bounded by who puts in: there are only so many transfers on their way, and whoever waits
 * at the server tells one thing at a time. Only the folder can say more than anybody listens to,
 * when a program writes a hundred thousand files: from a bound on, its hints become one that says
 * to look everywhere.
 */
final class Inbox {

  static final int MAX_HINTS = 10_000;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private int hints;
  private boolean everywhere;

  /** Something that is not a hint. */
  void report(Event event) {
    events.add(event);
  }

  /** Something happened at this path; without one, anywhere. */
  synchronized void hint(@Nullable Path path) {
    if (everywhere) {
      // The hint that is waiting says this one too.
      return;
    }
    everywhere = path == null || hints == MAX_HINTS - 1;
    hints++;
    events.add(new Event.Hint(everywhere ? null : path));
  }

  /** The next event, or null when there is none. */
  @Nullable Event poll() {
    return counted(events.poll());
  }

  /** The next event; waits for it so long, then null. */
  @Nullable Event await(Duration patience) throws InterruptedIOException {
    try {
      return counted(events.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }

  /** All there are. */
  List<Event> takeAll() {
    List<Event> taken = new ArrayList<>();
    events.drainTo(taken);
    taken.forEach(this::counted);
    return taken;
  }

  /** Before anybody acts on it: a hint that comes from now on is not covered by it. */
  private @Nullable Event counted(@Nullable Event event) {
    if (event instanceof Event.Hint(Path path)) {
      forget(path == null);
    }
    return event;
  }

  private synchronized void forget(boolean wasEverywhere) {
    hints--;
    everywhere &= !wasEverywhere;
  }
}
