package dev.satchel.chaos.demo;

import java.io.IOException;
import java.time.Duration;

/** How long the demo waits for what happens in other processes. */
final class Deadline {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final long endNanos;

  Deadline(Duration limit) {
    this.endNanos = System.nanoTime() + limit.toNanos();
  }

  /**
   * Pauses before the next look.
   *
   * @throws IOException when the time is up, saying what was waited for
   */
  void pauseOrThrow(String waitingFor) throws IOException, InterruptedException {
    if (System.nanoTime() > endNanos) {
      throw new IOException(waitingFor);
    }
    Thread.sleep(PAUSE); // another process does it, which tells nobody when it has
  }
}
