package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A volume and where its extents lie.
 *
 * @param kind {@code replicated|coded}
 * @param state {@code creating|open|closing|sealed}
 * @param reason why it is in that state
 * @param lengthBytes how much of its buckets is acknowledged or sealed
 * @param writer the process that appends to it
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record VolumeView(
    long id,
    String kind,
    String state,
    String reason,
    int generation,
    boolean degraded,
    long blocks,
    long logicalBytes,
    long lengthBytes,
    String createdAt,
    @Nullable String writer,
    List<ExtentView> extents) {

  /**
   * One extent.
   *
   * @param state {@code creating|open|sealed|lost}
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record ExtentView(
      long id,
      long bucket,
      String role,
      String state,
      String node,
      String nodeState,
      String domain,
      String disk) {}
}
