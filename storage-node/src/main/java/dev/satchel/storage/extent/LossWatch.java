package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks once a second whether a disk is still what was opened. A file that was removed goes on
 * taking writes, and all of them are gone when the node starts again. For the thread that writes.
 */
final class LossWatch {

  static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Disk device;
  private final DiskHealth health;
  private final LongSupplier nanoClock;
  private long lookedNanos;
  private boolean isLost;

  LossWatch(Disk device, DiskHealth health, LongSupplier nanoClock) {
    this.device = device;
    this.health = health;
    this.nanoClock = nanoClock;
    this.lookedNanos = nanoClock.getAsLong();
  }

  /** Looks, if it is time to. */
  void look() {
    long now = nanoClock.getAsLong();
    if (isLost || now - lookedNanos < EVERY_NANOS) {
      return;
    }
    lookedNanos = now;
    device
        .lost()
        .ifPresent(why -> {
          isLost = true;
          health.lost(why);
        });
  }
}
