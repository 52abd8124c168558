package dev.satchel.storage.client;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Answers into what callers asked for; failures into bare {@link NodeException}s. */
final class Answers {

  private Answers() {}

  /** The value of an answer. */
  static CompletableFuture<Long> value(CompletableFuture<Answer> answer) {
    CompletableFuture<Long> value = new CompletableFuture<>();
    answer.whenComplete((done, failure) -> {
      if (failure == null) {
        done.body().release();
        value.complete(done.value());
      } else {
        value.completeExceptionally(bare(failure));
      }
    });
    return value;
  }

  /** The body of an answer, parsed. */
  static <T> CompletableFuture<T> body(
      CompletableFuture<Answer> answer, Function<ByteBuf, T> reader) {
    CompletableFuture<T> parsed = new CompletableFuture<>();
    answer.whenComplete((done, failure) -> {
      if (failure == null) {
        parse(done.body(), reader, parsed);
      } else {
        parsed.completeExceptionally(bare(failure));
      }
    });
    return parsed;
  }

  private static <T> void parse(
      ByteBuf body, Function<ByteBuf, T> reader, CompletableFuture<T> parsed) {
    try {
      parsed.complete(reader.apply(body));
    } catch (IndexOutOfBoundsException malformed) {
      parsed.completeExceptionally(
          new NodeException(NodeError.IO_ERROR, "the node's answer is malformed", malformed));
    } finally {
      body.release();
    }
  }

  /** The body of an answer as it is, which must be {@code lengthBytes} long. */
  static CompletableFuture<ByteBuf> bytes(CompletableFuture<Answer> answer, int lengthBytes) {
    CompletableFuture<ByteBuf> bytes = new CompletableFuture<>();
    answer.whenComplete((done, failure) -> {
      if (failure != null) {
        bytes.completeExceptionally(bare(failure));
      } else if (done.body().readableBytes() != lengthBytes) {
        done.body().release();
        bytes.completeExceptionally(
            new NodeException(NodeError.IO_ERROR, "the node sent another length"));
      } else if (!bytes.complete(done.body())) {
        done.body().release();
      }
    });
    return bytes;
  }

  /** What a future of ours failed with, without the wrapping of the stages in between. */
  static NodeException bare(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof NodeException known
        ? known
        : new NodeException(NodeError.UNREACHABLE, "unexpected: " + cause, cause);
  }
}
