package dev.satchel.storage;

/**
 * How the scrub of a node, or of a disk, stands.
 *
 * @param oldestUnverifiedSeconds how long ago the sealed byte was looked at that waits longest; 0
 *     when nothing is sealed
 * @param damagedPages what was found damaged when it was last looked at, and is still there
 * @param sealedBytes what there is to walk
 * @param bytesPerSecond how fast it walks now, if clients let it
 */
public record ScrubStatus(
    long oldestUnverifiedSeconds,
    long damagedPages,
    long sealedBytes,
    long bytesPerSecond,
    boolean paused) {

  /** Of nothing. */
  public static final ScrubStatus NONE = new ScrubStatus(0, 0, 0, 0, false);

  /** Of this and {@code other} together. */
  public ScrubStatus plus(ScrubStatus other) {
    return new ScrubStatus(
        Math.max(oldestUnverifiedSeconds, other.oldestUnverifiedSeconds),
        damagedPages + other.damagedPages,
        sealedBytes + other.sealedBytes,
        bytesPerSecond + other.bytesPerSecond,
        paused || other.paused);
  }
}
