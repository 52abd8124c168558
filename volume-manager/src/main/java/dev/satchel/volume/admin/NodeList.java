package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/** Nodes, by domain and id. */
@Json(naming = Json.Naming.LowerUnderscore)
public record NodeList(List<NodeView> nodes) {}
