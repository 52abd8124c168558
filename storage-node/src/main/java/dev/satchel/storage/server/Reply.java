package dev.satchel.storage.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.runtime.SparseLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param error null when it was done
 * @param body has one owner: whoever sends the reply
 */
record Reply(@Nullable NodeError error, long value, ByteBuf body) {

  private static final SparseLog LOG = SparseLog.of(Reply.class);
  private static final int LONGEST_MESSAGE = 500;

  static Reply done() {
    return value(0);
  }

  static Reply value(long value) {
    return new Reply(null, value, Unpooled.EMPTY_BUFFER);
  }

  static Reply bytes(ByteBuf body) {
    return new Reply(null, 0, body);
  }

  static Reply failure(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : thrown;
    if (cause instanceof NodeException refused) {
      return failure(refused.error(), refused.currentEnd(), String.valueOf(refused.getMessage()));
    }
    LOG.error("a request failed in a way that it should not", cause);
    return failure(NodeError.IO_ERROR, 0, "unexpected: " + cause);
  }

  private static Reply failure(NodeError error, long value, String message) {
    String text = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    return new Reply(error, value, Unpooled.copiedBuffer(text, UTF_8));
  }
}
