package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/** Failure domains and what is in them. */
@Json(naming = Json.Naming.LowerUnderscore)
public record Topology(List<Domain> domains) {

  /** What fails together. */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Domain(String name, List<NodeView> nodes) {}
}
