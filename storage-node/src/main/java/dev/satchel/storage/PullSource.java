package dev.satchel.storage;

/**
 * Where a node copies an extent from.
 *
 * @param address {@code HOST:PORT} of the peer
 * @param extent its id there
 */
public record PullSource(String address, ExtentId extent) {}
