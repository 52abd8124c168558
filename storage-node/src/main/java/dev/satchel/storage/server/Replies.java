package dev.satchel.storage.server;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.wire.ResponseFormat;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.ResponseWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;

/** Puts replies on the wire; from any thread. */
final class Replies {

  private Replies() {}

  /** Sends a reply and, when its bytes are gone, says so to the request. */
  static void send(ChannelHandlerContext ctx, Incoming incoming, Reply reply) {
    Reply fitting = fitting(reply);
    ByteBuf head = head(ctx, incoming, fitting, false);
    ctx.executor()
        .execute(() ->
            write(ctx, head, fitting.body()).addListener(written -> incoming.answered().run()));
  }

  /** Sends the piece of an answer that is not its last; others, or an error, have to follow. */
  static void sendPiece(ChannelHandlerContext ctx, Incoming incoming, Reply piece) {
    ByteBuf head = head(ctx, incoming, piece, true);
    ctx.executor().execute(() -> write(ctx, head, piece.body()));
  }

  private static ByteBuf head(
      ChannelHandlerContext ctx, Incoming incoming, Reply reply, boolean moreFollows) {
    ByteBuf body = reply.body();
    int lengthBytes = body.readableBytes();
    ByteBuf head = ctx.alloc().directBuffer(ResponseFormat.HEADER_BYTES);
    ResponseWriter.write(
        new ResponseHeader(
            incoming.header().id(),
            reply.error(),
            reply.value(),
            lengthBytes,
            Crc32c.of(body, body.readerIndex(), lengthBytes),
            moreFollows),
        head);
    return head;
  }

  private static ChannelFuture write(ChannelHandlerContext ctx, ByteBuf head, ByteBuf body) {
    ctx.write(head);
    return ctx.writeAndFlush(body);
  }

  private static Reply fitting(Reply reply) {
    if (reply.body().readableBytes() <= ResponseFormat.MAX_BODY_BYTES) {
      return reply;
    }
    reply.body().release();
    return Reply.failure(new NodeException(NodeError.BAD_REQUEST, "the answer is too long"));
  }
}
