package dev.satchel.jmh.report;

import io.avaje.jsonb.Json;

/** Where it was measured. */
@Json(naming = Json.Naming.LowerUnderscore)
public record Machine(String cpu, int cores, long memoryBytes, String os, String java) {}
