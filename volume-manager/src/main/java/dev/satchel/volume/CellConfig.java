package dev.satchel.volume;

import com.codahale.metrics.MetricRegistry;

/**
 * What a process needs to take part in a cell.
 *
 * @param jdbcUrl {@code jdbc:sqlite:PATH} or {@code jdbc:postgresql://...}
 * @param clusterKey the secret that all members of the cell share
 * @param owner names this process start; never used twice
 * @param exclusive nobody else uses the database: claims and leases found at the start are stale
 */
public record CellConfig(
    String jdbcUrl,
    byte[] clusterKey,
    CellOptions options,
    MetricRegistry metrics,
    String owner,
    boolean exclusive) {}
