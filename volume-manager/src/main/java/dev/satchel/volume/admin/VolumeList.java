package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/** Volumes, by id. */
@Json(naming = Json.Naming.LowerUnderscore)
public record VolumeList(List<VolumeView> volumes) {}
