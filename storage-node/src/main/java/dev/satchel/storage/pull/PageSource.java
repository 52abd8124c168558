package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentId;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A peer that pages are read from: opened for one pull, and closed by it. */
public interface PageSource extends AutoCloseable {

  /**
   * Reads exactly {@code lengthBytes} into page-aligned memory off the heap, which the caller
   * releases. Fails with {@code NodeException} only, at the latest when {@code deadline} is over.
   */
  CompletableFuture<ByteBuf> read(ExtentId id, long offset, int lengthBytes, Duration deadline);

  /** What is being read fails soon, and nothing is held for it any more. */
  @Override
  void close();
}
