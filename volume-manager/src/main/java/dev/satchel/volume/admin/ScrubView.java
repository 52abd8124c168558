package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * How the scrub of the cell stands, and what it found.
 *
 * @param bytesPerSecond how fast it walks now, all nodes together, if clients let it
 * @param paused whether it stands still anywhere
 * @param pausedSince since when it is to stand still everywhere; empty when it is not
 * @param disks of the nodes that answered
 * @param damage what is damaged; the first of it when that is much
 * @param silentNodes those that did not answer, about which nothing is said here
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record ScrubView(
    @Json.Property("oldest_unverified_s") long oldestUnverifiedSeconds,
    long errorsFound,
    long sealedBytes,
    long bytesPerSecond,
    boolean paused,
    String pausedSince,
    List<Disk> disks,
    List<Damage> damage,
    List<String> silentNodes) {

  /**
   * One disk.
   *
   * @param limitBytesPerSecond how fast its node may walk at most, all its disks together
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Disk(
      String node,
      String id,
      String path,
      long sealedBytes,
      @Json.Property("oldest_unverified_s") long oldestUnverifiedSeconds,
      long errorsFound,
      long bytesPerSecond,
      long limitBytesPerSecond) {}

  /**
   * Something that is not what was written.
   *
   * @param extent 0 for a slot that names none
   * @param kind {@code page|unreadable|header|footer} of a sealed extent; {@code batch} of one that
   *     is not; {@code slot} when nothing there says what it was
   * @param offset of the page in the extent; 0 for header and footer; of a slot its number
   * @param expected the checksum of the page, in hex
   * @param found in hex
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Damage(
      String node,
      String disk,
      long extent,
      String kind,
      long offset,
      String expected,
      String found) {}
}
