package dev.satchel.metadata;

import java.time.Instant;

/** An account as the operator sees it. */
public record User(long id, String email, long usedBytes, long quotaBytes, Instant createdAt) {}
