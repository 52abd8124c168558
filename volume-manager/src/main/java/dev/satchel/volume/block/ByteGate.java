package dev.satchel.volume.block;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bound on bytes in flight: who does not fit waits, in order. Thread-safe. */
public final class ByteGate {

  private static final int UNIT_BYTES = 1024;

  private final Semaphore units;

  public ByteGate(long totalBytes) {
    this.units = new Semaphore(Math.toIntExact(totalBytes / UNIT_BYTES), true);
  }

  /** Takes room for {@code lengthBytes}; false when none came in time. */
  public boolean enter(int lengthBytes, Duration atMost) throws InterruptedException {
    return units.tryAcquire(units(lengthBytes), atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Gives back what {@link #enter} took. */
  public void leave(int lengthBytes) {
    units.release(units(lengthBytes));
  }

  private static int units(int lengthBytes) {
    return lengthBytes / UNIT_BYTES + 1;
  }
}
