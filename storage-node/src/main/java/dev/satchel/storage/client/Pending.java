package dev.satchel.storage.client;

import dev.satchel.storage.NodeException;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A request that was sent and waits for its answer, which may come in pieces: those go to their
 * places in one buffer. Lives on the link's event loop.
 */
final class Pending {

  private final Command command;
  private final CompletableFuture<Answer> answer;
  private final Future<?> deadline;

  /** What has come of an answer in pieces, and room for the rest; empty of any other. */
  private ByteBuf gathered = Unpooled.EMPTY_BUFFER;

  /**
   * @param deadline fires when nobody waits any more
   */
  Pending(Command command, CompletableFuture<Answer> answer, Future<?> deadline) {
    this.command = command;
    this.answer = answer;
    this.deadline = deadline;
  }

  /**
   * Where the body of a response belongs; the caller releases it, also when it has to wait for
   * bytes longer than this lives.
   *
   * @throws WireException if it is no answer to this request, or not the next piece of it
   */
  ByteBuf roomFor(ResponseHeader response, ByteBufAllocator allocator) throws WireException {
    int lengthBytes = response.bodyLengthBytes();
    int mostBytes = command.mostAnswerBytes();
    if (response.error() != null || !isPiece(response)) {
      checkLength(lengthBytes, mostBytes);
      return lengthBytes == 0
          ? Unpooled.EMPTY_BUFFER
          : allocator.directBuffer(lengthBytes, lengthBytes);
    }
    int gatheredBytes = gathered.readableBytes();
    checkLength(lengthBytes, mostBytes - gatheredBytes);
    if (!command.isAnsweredInPieces() || response.value() != gatheredBytes) {
      throw new WireException("a piece at " + response.value() + ", not at " + gatheredBytes);
    }
    if (gathered.capacity() == 0) {
      gathered = allocator.directBuffer(mostBytes, mostBytes);
    }
    return gathered.retainedSlice(gatheredBytes, lengthBytes).clear();
  }

  private boolean isPiece(ResponseHeader response) {
    return response.moreFollows() || gathered.isReadable();
  }

  private static void checkLength(int lengthBytes, int mostBytes) throws WireException {
    if (lengthBytes > mostBytes) {
      throw new WireException("an answer of " + lengthBytes + " bytes, " + mostBytes + " at most");
    }
  }

  /** A body has come whole, to where it belongs; owns it from here on. */
  void take(ResponseHeader response, ByteBuf body) {
    if (!isPiece(response)) {
      complete(new Answer(response.value(), body));
      return;
    }
    gathered.writerIndex(gathered.writerIndex() + body.readableBytes());
    body.release();
    if (!response.moreFollows()) {
      complete(new Answer(response.value(), gathered));
    }
  }

  private void complete(Answer done) {
    deadline.cancel(false);
    if (!answer.complete(done)) {
      done.body().release();
    }
  }

  /** Lets go of what has come. */
  void fail(NodeException failure) {
    deadline.cancel(false);
    gathered.release();
    answer.completeExceptionally(failure);
  }
}
