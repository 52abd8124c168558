package dev.satchel.storage.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * The answer to one request, on its way out piece by piece. For one thread at a time.
 *
 * <p>Each piece is summed and handed to the event loop by the thread that read it, which goes back
 * into the disk at once.
 */
final class PiecesOut {

  private final ChannelHandlerContext ctx;
  private final Incoming incoming;
  private long sentBytes;

  PiecesOut(ChannelHandlerContext ctx, Incoming incoming) {
    this.ctx = ctx;
    this.incoming = incoming;
  }

  /** Sends a piece that is not the last, and owns it from here on. */
  void send(ByteBuf piece) {
    long beginsAt = sentBytes;
    sentBytes += piece.readableBytes();
    Replies.sendPiece(ctx, incoming, new Reply(null, beginsAt, piece));
  }

  /** What ends the answer, or is all of it. */
  Reply last(ByteBuf piece) {
    return new Reply(null, sentBytes, piece);
  }
}
