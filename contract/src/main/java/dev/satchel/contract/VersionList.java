package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/** The versions of a path, newest first. */
@Json(naming = Json.Naming.LowerUnderscore)
public record VersionList(List<Version> versions) {}
