package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * The cell on one page.
 *
 * @param health {@code ok|warn|error}
 * @param problems why the health is not ok, one sentence each
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record StatusReport(
    String health,
    List<String> problems,
    List<NodeView> nodes,
    Volumes volumes,
    Blocks blocks,
    Repair repair,
    Scrub scrub,
    Trash trash) {

  /**
   * Volumes by state.
   *
   * @param degraded those that have fewer good extents than they should
   * @param unreadable those whose blocks cannot be read now
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Volumes(int open, int sealed, int coded, int degraded, int unreadable) {}

  /**
   * The blocks and what they cost.
   *
   * @param logicalBytes plain bytes
   * @param storedBytes every byte in use on all disks, so that stored / logical is the overhead
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Blocks(long count, long logicalBytes, long storedBytes) {}

  /** Repair work. */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Repair(int queued, int running, long bytesLeft) {}

  /**
   * How long ago the most neglected sealed page was read back, and what was found so far.
   *
   * @param errorsRepaired always 0: a scrub repairs nothing by itself, and nothing else does yet
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Scrub(
      @Json.Property("oldest_unverified_s") long oldestUnverifiedSeconds,
      long errorsFound,
      long errorsRepaired) {}

  /** What waits in the trash. */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Trash(long bytes) {}
}
