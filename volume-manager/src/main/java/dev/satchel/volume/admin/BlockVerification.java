package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading every copy of a block found. */
@Json(naming = Json.Naming.LowerUnderscore)
public record BlockVerification(String block, boolean good, List<CopyCheck> copies) {

  /**
   * One copy.
   *
   * @param problem what is wrong with it, absent when it is good
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record CopyCheck(String node, long extent, boolean good, @Nullable String problem) {}
}
