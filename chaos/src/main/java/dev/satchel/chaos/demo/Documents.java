package dev.satchel.chaos.demo;

import io.avaje.jsonb.Json;
import java.util.List;

/** The parts of the programs' JSON documents that the demo looks at. */
final class Documents {

  private Documents() {}

  /** {@code satchel status --json}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record DeviceStatus(
      String state,
      long pendingUploads,
      long pendingDownloads,
      long uploadedBytes,
      long downloadedBytes) {}

  /** {@code satchel-admin status --json}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record CellStatus(String health, List<Node> nodes, Blocks blocks) {}

  /** A node of the cell. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Node(String id, String state, long usedBytes) {}

  /** The blocks of the cell. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Blocks(long count, long logicalBytes, long storedBytes) {}
}
