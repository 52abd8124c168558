package dev.satchel.storage.scrub;

import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.throttle.Throttles;
import dev.satchel.storage.throttle.TokenBucket;
import java.util.function.LongSupplier;

/**
 * What the scrub of one disk may read: its walk keeps to a pace of its own, and all that it reads
 * to the limit of the node. Used by one thread; anybody may ask how much was read, and how fast.
 */
final class Budget {

  private final Throttles throttles;
  private final LongSupplier nanoClock;
  private final TokenBucket pace;
  private volatile double bytesPerSecond;
  private volatile long readBytes;

  Budget(Throttles throttles, LongSupplier nanoClock) {
    this.throttles = throttles;
    this.nanoClock = nanoClock;
    this.pace = new TokenBucket(1, CHECKED_PAGE_BYTES, nanoClock.getAsLong());
  }

  /** The most that all disks of the node may take together. */
  long limitBytesPerSecond() {
    return throttles.bytesPerSecond(TrafficClass.SCRUB);
  }

  /** Sets the walk's pace. */
  void setPace(double newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
    pace.setRate(newBytesPerSecond, nanoClock.getAsLong());
  }

  /** How fast the walk goes, if clients let it. */
  double bytesPerSecond() {
    return bytesPerSecond;
  }

  /** How long until anything may be read. */
  long throttledNanos() {
    return throttles.waitNanos(TrafficClass.SCRUB);
  }

  /** How long until the walk may go on. */
  long walkNanos() {
    return Math.max(pace.waitNanos(nanoClock.getAsLong()), throttledNanos());
  }

  /** The walk has read so much. */
  void takeForWalk(long bytes) {
    pace.take(bytes, nanoClock.getAsLong());
    take(bytes);
  }

  /** So much was read beside the walk. */
  void take(long bytes) {
    throttles.take(TrafficClass.SCRUB, bytes);
    readBytes += bytes;
  }

  /** All that was read since the node started. */
  long readBytes() {
    return readBytes;
  }
}
