package dev.satchel.storage.server;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.runtime.SparseLog;
import dev.satchel.storage.wire.ResponseFormat;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.ResponseWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.RejectedExecutionException;

/** Puts replies on the wire; from any thread. */
final class Replies {

  private static final SparseLog LOG = SparseLog.of(Replies.class);

  private Replies() {}

  /**
   * Sends a reply and, when its bytes are gone, says so to the request; owns the reply's body from
   * here on. Never fails: where the reply cannot be sent, the connection ends.
   */
  static void send(ChannelHandlerContext ctx, Incoming incoming, Reply reply) {
    Reply fitting = fitting(reply);
    try {
      handOver(ctx, incoming, fitting, false);
    } catch (RuntimeException | Error unsent) {
      giveUp(ctx, incoming, unsent);
    }
  }

  /**
   * Sends the piece of an answer that is not its last; others, or an error, have to follow. Owns
   * the piece's body, also when it fails.
   */
  static void sendPiece(ChannelHandlerContext ctx, Incoming incoming, Reply piece) {
    handOver(ctx, incoming, piece, true);
  }

  /** Sums a reply here, and has the event loop write it; lets go of it when that cannot be. */
  private static void handOver(
      ChannelHandlerContext ctx, Incoming incoming, Reply reply, boolean moreFollows) {
    ByteBuf head = Unpooled.EMPTY_BUFFER;
    try {
      head = head(ctx, incoming, reply, moreFollows);
      Runnable written = moreFollows ? () -> {} : incoming.answered();
      ctx.executor().execute(writing(ctx, head, reply.body(), written));
    } catch (RuntimeException | Error unsent) {
      head.release();
      reply.body().release();
      throw unsent;
    }
  }

  private static Runnable writing(
      ChannelHandlerContext ctx, ByteBuf head, ByteBuf body, Runnable written) {
    return () -> {
      ctx.write(head);
      ctx.writeAndFlush(body).addListener(done -> written.run());
    };
  }

  /** For want of an answer: the caller learns it from the end of the connection. */
  static void giveUp(ChannelHandlerContext ctx, Incoming incoming, Throwable why) {
    LOG.error("{} gets no answer: closed", ctx.channel().remoteAddress(), why);
    ctx.close();
    try {
      ctx.executor().execute(incoming.answered());
    } catch (RejectedExecutionException stopped) {
      incoming.answered().run(); // its thread has ended
    }
  }

  private static ByteBuf head(
      ChannelHandlerContext ctx, Incoming incoming, Reply reply, boolean moreFollows) {
    ByteBuf body = reply.body();
    int lengthBytes = body.readableBytes();
    ResponseHeader header =
        new ResponseHeader(
            incoming.header().id(),
            reply.error(),
            reply.value(),
            lengthBytes,
            Crc32c.of(body, body.readerIndex(), lengthBytes),
            moreFollows);
    ByteBuf head = ctx.alloc().directBuffer(ResponseFormat.HEADER_BYTES);
    ResponseWriter.write(header, head);
    return head;
  }

  private static Reply fitting(Reply reply) {
    if (reply.body().readableBytes() <= ResponseFormat.MAX_BODY_BYTES) {
      return reply;
    }
    reply.body().release();
    return Reply.failure(new NodeException(NodeError.BAD_REQUEST, "the answer is too long"));
  }
}
