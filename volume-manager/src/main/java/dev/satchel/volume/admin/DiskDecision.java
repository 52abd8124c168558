package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What became of an operator's order about a disk, or what would.
 *
 * @param action {@code quarantine|release}
 * @param disk as it is now
 * @param applied whether it was done
 * @param effects what it means, one sentence each
 * @param grounds why it is safe
 * @param refusals why it is not; it is not done then
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record DiskDecision(
    String action,
    DiskView disk,
    boolean applied,
    List<String> effects,
    List<String> grounds,
    List<String> refusals) {

  /** Whether nothing speaks against it. */
  public boolean safe() {
    return refusals.isEmpty();
  }
}
