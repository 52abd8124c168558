package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * Where a block's copies lie.
 *
 * @param block its hash
 * @param state of its volume
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record BlockLocation(
    String block, long volume, String state, int plainBytes, List<Copy> copies) {

  /**
   * One copy.
   *
   * @param path the disk's file or device
   * @param offset of the record in it, in bytes
   * @param length of the record in bytes
   * @param role {@code data|parity}
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Copy(
      String node, String disk, long extent, String path, long offset, long length, String role) {}
}
