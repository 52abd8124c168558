package dev.satchel.frontend.http;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The handler's side of a request's body. Nothing is read from the socket before the handler asks,
 * so a refused request costs no memory.
 */
final class RequestBody implements AutoCloseable {
  /**
   * Smaller bodies take no share: they cost what has arrived of them, and are bounded by the number
   * of requests. So many that trickle in cannot keep others from their share.
   */
  private static final int SMALL_BYTES = 64 * 1024;

  private final HttpConnection connection;
  private final ServerContext server;
  private final long declaredBytes;
  private ByteBudget.@Nullable Reservation held;

  /**
   * The body of the connection's current request.
   *
   * @param declaredBytes what the header announced; negative when the body comes in chunks
   */
  RequestBody(HttpConnection connection, ServerContext server, long declaredBytes) {
    this.connection = connection;
    this.server = server;
    this.declaredBytes = declaredBytes;
  }

  byte[] readBytes(int maxBytes) {
    long expected = expected(maxBytes);
    if (expected > SMALL_BYTES) {
      held = server.budget().reserve(expected);
    }
    HeapSink sink = new HeapSink(maxBytes);
    connection.receive(sink, maxBytes);
    return await(sink.received());
  }

  /** Gives back the share of a body on the heap, when the handler is through with it. */
  @Override
  public void close() {
    if (held != null) {
      held.close();
      held = null;
    }
  }

  ReceivedBlock readBlock(int maxBytes) {
    int expected = (int) expected(maxBytes);
    ByteBudget.Reservation share = server.budget().reserve(expected);
    ByteBuf buffer = server.buffers().take(Math.max(1, expected));
    Payload payload =
        new Payload(
            buffer,
            () -> {
              server.buffers().giveBack(buffer);
              share.close();
            });
    boolean received = false;
    try {
      BlockSink sink = new BlockSink(buffer, expected);
      connection.receive(sink, maxBytes);
      BlockHash hash = await(sink.received());
      received = true;
      return new ReceivedBlock(hash, payload);
    } finally {
      if (!received) {
        payload.close();
      }
    }
  }

  private long expected(int maxBytes) {
    if (declaredBytes > maxBytes) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "The body may have at most " + maxBytes + " bytes.");
    }
    return declaredBytes < 0 ? maxBytes : declaredBytes;
  }

  /** Waits without a limit of its own: the connection's deadline ends every sink. */
  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }
}
