package dev.satchel.storage.client;

import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.wire.Command;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;

/**
 * A request on its way to a connection.
 *
 * @param payload one reference, which whoever sends or drops the request lets go
 */
record Request(
    Command command,
    ByteBuf payload,
    int payloadCrc,
    long deadlineNanos,
    CompletableFuture<Answer> answer) {

  static Request of(Command command, ByteBuf payload, long deadlineNanos) {
    int crc = Crc32c.of(payload, payload.readerIndex(), payload.readableBytes());
    return new Request(command, payload, crc, deadlineNanos, new CompletableFuture<>());
  }

  void fail(NodeException failure) {
    payload.release();
    answer.completeExceptionally(failure);
  }
}
