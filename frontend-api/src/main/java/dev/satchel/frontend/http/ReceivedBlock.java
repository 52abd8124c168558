package dev.satchel.frontend.http;

import dev.satchel.contract.BlockHash;

/**
 * A body that was hashed while it arrived.
 *
 * @param hash the SHA-256 of the bytes that came
 */
public record ReceivedBlock(BlockHash hash, Payload payload) implements AutoCloseable {
  @Override
  public void close() {
    payload.close();
  }
}
