package dev.satchel.erasure;

/**
 * A parity shard that does not belong to its data.
 *
 * @param shard its number in the code
 * @param offset of the first byte that is not what the data gives
 */
public record Mismatch(int shard, long offset) {}
