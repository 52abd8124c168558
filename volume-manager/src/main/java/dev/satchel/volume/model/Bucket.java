package dev.satchel.volume.model;

/**
 * An append-only run of records.
 *
 * @param lengthBytes acknowledged while its volume is open, sealed afterwards
 */
public record Bucket(long id, long lengthBytes, long blocks, long plainBytes) {}
