package dev.satchel.frontend.http;

import dev.satchel.contract.BlockHash;
import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;

/**
 * Gathers a block in one direct buffer and hashes each part while it is still in the cache. It
 * hashes on the event loop: one part takes some tens of microseconds, a hand-over to another thread
 * would cost as much.
 */
final class BlockSink implements BodySink {
  private final CompletableFuture<BlockHash> received = new CompletableFuture<>();
  private final MessageDigest digest = sha256();
  private final ByteBuf target;
  private final int maxBytes;

  /** A sink into {@code target}, which stays the caller's and takes {@code maxBytes} at least. */
  BlockSink(ByteBuf target, int maxBytes) {
    this.target = target;
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean accept(ByteBuf part) {
    if (part.readableBytes() > maxBytes - target.writerIndex()) {
      return false;
    }
    digest.update(part.nioBuffer());
    target.writeBytes(part);
    return true;
  }

  @Override
  public void complete() {
    received.complete(BlockHash.fromBytes(digest.digest()));
  }

  @Override
  public void fail(RuntimeException why) {
    received.completeExceptionally(why);
  }

  CompletableFuture<BlockHash> received() {
    return received;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
