package dev.satchel.storage.server;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.wire.ResponseFormat;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.ResponseWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Puts replies on the wire; from any thread. */
final class Replies {

  private Replies() {}

  /** Sends a reply and, when its bytes are gone, says so to the request. */
  static void send(ChannelHandlerContext ctx, Incoming incoming, Reply reply) {
    Reply fitting = fitting(reply);
    ByteBuf body = fitting.body();
    ResponseHeader header =
        new ResponseHeader(
            incoming.header().id(),
            fitting.error(),
            fitting.value(),
            body.readableBytes(),
            Crc32c.of(body, body.readerIndex(), body.readableBytes()));
    ByteBuf head = ctx.alloc().directBuffer(ResponseFormat.HEADER_BYTES);
    ResponseWriter.write(header, head);
    ctx.executor().execute(() -> write(ctx, head, body, incoming.answered()));
  }

  private static void write(
      ChannelHandlerContext ctx, ByteBuf head, ByteBuf body, Runnable whenGone) {
    ctx.write(head);
    ctx.writeAndFlush(body).addListener(written -> whenGone.run());
  }

  private static Reply fitting(Reply reply) {
    if (reply.body().readableBytes() <= ResponseFormat.MAX_BODY_BYTES) {
      return reply;
    }
    reply.body().release();
    return Reply.failure(new NodeException(NodeError.BAD_REQUEST, "the answer is too long"));
  }
}
