package dev.satchel.client.transfer;

import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.BlockHash;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A block on its way into a leased buffer, on a virtual thread of its own. */
final class Fetch implements AutoCloseable {

  private final BlockBuffers.Lease lease;
  private final Thread thread;
  private int wireBytes;
  private @Nullable Exception failure;

  /** Owns the lease from now on. */
  Fetch(BlockSource source, BlockHash hash, BlockBuffers.Lease lease) {
    this.lease = lease;
    this.thread = Thread.startVirtualThread(() -> run(source, hash));
  }

  private void run(BlockSource source, BlockHash hash) {
    try {
      wireBytes = source.fill(hash, lease.buffer());
    } catch (ServerException | InterruptedIOException | RuntimeException e) {
      failure = e;
    }
  }

  /** Waits for the block; its bytes may be read until this fetch is closed. */
  ByteBuffer await() throws ServerException, InterruptedIOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    return switch (failure) {
      case null -> lease.buffer();
      case ServerException e -> throw e;
      case InterruptedIOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  /** How much of it came over the wire; to be called after {@link #await}. */
  int wireBytes() {
    return wireBytes;
  }

  /** Ends the fetch and gives the buffer back, but not while anybody still writes to it. */
  @Override
  public void close() {
    boolean interrupted = false;
    thread.interrupt();
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    lease.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
