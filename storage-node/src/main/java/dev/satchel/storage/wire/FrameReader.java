package dev.satchel.storage.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Frames off a socket: a header of fixed length, then the body that the header speaks of. With
 * {@link FrameBuffers} as the connection's receive allocator a body comes to where it is wanted
 * without being copied; from anywhere else (TLS) with one copy.
 *
 * <p>Everything runs on the connection's event loop.
 */
public abstract class FrameReader extends ChannelInboundHandlerAdapter {

  /**
   * What may come although the socket is not read any more: what one read had brought already. A
   * caller that hangs up is read to its end, whatever it had sent.
   */
  private static final int MOST_HELD_BYTES = 256 << 10;

  private final FrameBuffers buffers;
  private final ByteBuf header;
  private @Nullable ByteBuf body;
  private @Nullable ByteBuf held;
  private int skipBytes;
  private boolean inBody;
  private boolean paused;
  private boolean ended;

  protected FrameReader(FrameBuffers buffers, int headerBytes) {
    this.buffers = buffers;
    this.header = Unpooled.buffer(headerBytes, headerBytes);
  }

  /**
   * Looks at a header that is whole, and calls {@link #receive} or {@link #skip} if a body follows.
   *
   * @return false to be asked again with the same header after {@link #resume}; until then the
   *     socket is not read
   */
  protected abstract boolean begin(ChannelHandlerContext ctx, ByteBuf wholeHeader)
      throws WireException;

  /** The frame is there with all of its body. */
  protected abstract void end(ChannelHandlerContext ctx) throws WireException;

  /** The connection ends: lets go of a frame that did not arrive whole. */
  protected abstract void abandon(ChannelHandlerContext ctx);

  /** The body shall fill {@code wanted}, which stays with the caller. */
  protected final void receive(ByteBuf wanted) {
    body = wanted;
    buffers.expect(wanted);
  }

  /** So many bytes of body concern nobody. */
  protected final void skip(int lengthBytes) {
    skipBytes = lengthBytes;
  }

  /** Goes on after a {@link #begin} that said no. */
  protected final void resume(ChannelHandlerContext ctx) {
    ByteBuf waiting = held == null ? Unpooled.EMPTY_BUFFER : held;
    held = null;
    paused = false;
    try {
      take(ctx, waiting);
    } catch (WireException | RuntimeException | OutOfMemoryError broken) {
      exceptionCaught(ctx, broken);
    }
    if (!paused && !ended) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) throws WireException {
    ByteBuf in = (ByteBuf) message;
    if (ended) {
      in.release();
    } else if (held != null) {
      hold(ctx, held, in);
    } else if (body != null && buffers.isInPlace(in)) {
      body.writerIndex(body.writerIndex() + in.readableBytes());
      take(ctx, in.skipBytes(in.readableBytes()));
    } else {
      take(ctx, in);
    }
  }

  /** Into one buffer, so that a thousand small ones are not a thousand wrappings. */
  private void hold(ChannelHandlerContext ctx, ByteBuf before, ByteBuf in) throws WireException {
    if (before.readableBytes() + in.readableBytes() > MOST_HELD_BYTES) {
      in.release();
      throw new WireException("more than " + MOST_HELD_BYTES + " bytes while it is not read");
    }
    held = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, in);
  }

  /** Takes over {@code in}. */
  private void take(ChannelHandlerContext ctx, ByteBuf in) throws WireException {
    try {
      while (!paused && !ended && (inBody || fillHeader(ctx, in)) && fillBody(in)) {
        body = null;
        inBody = false;
        header.clear();
        buffers.expect(null);
        end(ctx);
      }
      if (paused) {
        held = in.retainedSlice();
      }
    } finally {
      in.release();
    }
  }

  /** Whether the header is whole and was accepted. */
  private boolean fillHeader(ChannelHandlerContext ctx, ByteBuf in) throws WireException {
    in.readBytes(header, Math.min(in.readableBytes(), header.writableBytes()));
    if (header.isWritable()) {
      return false;
    }
    inBody = begin(ctx, header.readerIndex(0));
    paused = !inBody;
    if (paused) {
      ctx.channel().config().setAutoRead(false);
    }
    return inBody;
  }

  /** Whether the body is whole. */
  private boolean fillBody(ByteBuf in) {
    int skipped = Math.min(skipBytes, in.readableBytes());
    in.skipBytes(skipped);
    skipBytes -= skipped;
    ByteBuf wanted = body;
    if (wanted == null) {
      return skipBytes == 0;
    }
    wanted.writeBytes(in, Math.min(in.readableBytes(), wanted.writableBytes()));
    return !wanted.isWritable();
  }

  @Override
  public final void handlerRemoved(ChannelHandlerContext ctx) {
    ended = true;
    body = null;
    buffers.expect(null);
    if (held != null) {
      held.release();
      held = null;
    }
    abandon(ctx);
  }

  /** Ends the connection: what follows on it cannot be trusted. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ended = true;
    ctx.close();
  }
}
