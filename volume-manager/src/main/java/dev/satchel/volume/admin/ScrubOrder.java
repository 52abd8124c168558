package dev.satchel.volume.admin;

/**
 * What the scrub of all nodes is told.
 *
 * @param action {@code start|pause|rate}
 * @param bytesPerSecond the new limit of each node, for {@code rate}; otherwise 0
 */
public record ScrubOrder(String action, long bytesPerSecond) {}
