package dev.satchel.client.engine;

import java.time.Duration;

/**
 * What one pass came to.
 *
 * @param committed changes that the server took
 * @param applied changes that were made in the folder
 * @param conflictedCopies copies that were made because both sides had changed
 */
public record SyncReport(
    EngineStatus status, long committed, long applied, long conflictedCopies, Duration took) {}
