package dev.satchel.contract;

import io.avaje.jsonb.Json;

/** Prove possession of a block: SHA-256 of these nonce bytes (hex) and the block. */
@Json(naming = Json.Naming.LowerUnderscore)
public record Challenge(BlockHash hash, String nonce) {}
