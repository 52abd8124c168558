package dev.satchel.volume.manage;

import java.time.Duration;

/** Says that there is news; many raisings before the wait end count as one. */
public final class Signal {

  private boolean raised;

  /** There is news. */
  public synchronized void raise() {
    raised = true;
    notifyAll();
  }

  /** Waits until there is news or the time is over. */
  public synchronized void await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); !raised && left > 0; left = deadline - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    raised = false;
  }
}
