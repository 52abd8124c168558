package dev.satchel.storage.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.runtime.SparseLog;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.FrameReader;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.RequestWriter;
import dev.satchel.storage.wire.ResponseFormat;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.ResponseReader;
import dev.satchel.storage.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a node after the handshake: sends requests, and gives each answer to whoever
 * waits for it. Everything but {@link #send} runs on the connection's event loop.
 */
final class Link extends FrameReader {

  private static final SparseLog LOG = SparseLog.of(Link.class);
  private static final int MOST_PENDING = 65_536;

  private final Long2ObjectHashMap<Pending> pending = new Long2ObjectHashMap<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable ResponseHeader header;
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private long lastId;

  Link(FrameBuffers buffers) {
    super(buffers, ResponseFormat.HEADER_BYTES);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  boolean isLive() {
    ChannelHandlerContext ctx = context;
    return ctx != null && ctx.channel().isActive();
  }

  /** Sends a request; takes over its payload. From any thread. */
  void send(Request request) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      request.fail(new NodeException(NodeError.UNREACHABLE, "not connected"));
    } else {
      ctx.executor().execute(() -> sendNow(ctx, request));
    }
  }

  private void sendNow(ChannelHandlerContext ctx, Request request) {
    long leftMillis = TimeUnit.NANOSECONDS.toMillis(request.deadlineNanos() - System.nanoTime());
    if (!ctx.channel().isActive()) {
      request.fail(new NodeException(NodeError.UNREACHABLE, "the connection broke"));
    } else if (leftMillis < 1) {
      request.fail(new NodeException(NodeError.TIMED_OUT, "no connection in time"));
    } else if (pending.size() >= MOST_PENDING) {
      request.fail(new NodeException(NodeError.BUSY, "too many requests wait for this node"));
    } else {
      write(ctx, request, (int) Math.min(leftMillis, Integer.MAX_VALUE));
    }
  }

  private void write(ChannelHandlerContext ctx, Request request, int leftMillis) {
    long id = ++lastId;
    ByteBuf payload = request.payload();
    RequestHeader head =
        new RequestHeader(
            id, request.command(), leftMillis, payload.readableBytes(), request.payloadCrc());
    pending.put(
        id,
        new Pending(
            request.command(),
            request.answer(),
            ctx.executor().schedule(() -> expire(id), leftMillis, TimeUnit.MILLISECONDS)));
    ByteBuf frame = ctx.alloc().directBuffer(RequestFormat.HEADER_BYTES);
    RequestWriter.write(head, frame);
    if (payload.isReadable()) {
      ctx.write(frame);
      ctx.writeAndFlush(payload);
    } else {
      payload.release();
      ctx.writeAndFlush(frame);
    }
  }

  private void expire(long id) {
    Pending late = pending.remove(id);
    if (late != null) {
      late.fail(new NodeException(NodeError.TIMED_OUT, "no answer in time"));
    }
  }

  /** Makes room for a body only if somebody still waits for it, and it is no longer than asked. */
  @Override
  protected boolean begin(ChannelHandlerContext ctx, ByteBuf wholeHeader) throws WireException {
    ResponseHeader read = ResponseReader.read(wholeHeader);
    int lengthBytes = read.bodyLengthBytes();
    Pending waiting = pending.get(read.id());
    if (waiting == null) {
      skip(lengthBytes);
      return true;
    }
    body = waiting.roomFor(read, ctx.alloc());
    header = read;
    if (lengthBytes > 0) {
      receive(body);
    }
    return true;
  }

  @Override
  protected void end(ChannelHandlerContext ctx) throws WireException {
    ResponseHeader whole = header;
    ByteBuf content = body;
    header = null;
    body = Unpooled.EMPTY_BUFFER;
    if (whole != null) {
      finish(whole, content);
    }
  }

  private void finish(ResponseHeader done, ByteBuf content) throws WireException {
    if (done.bodyCrc() != Crc32c.of(content, content.readerIndex(), content.readableBytes())) {
      content.release();
      throw new WireException("an answer does not match its checksum");
    }
    Pending waiting = done.moreFollows() ? pending.get(done.id()) : pending.remove(done.id());
    if (waiting == null) {
      content.release();
    } else if (done.error() != null) {
      waiting.fail(new NodeException(done.error(), content.toString(UTF_8), done.value()));
      content.release();
    } else {
      waiting.take(done, content);
    }
  }

  @Override
  protected void abandon(ChannelHandlerContext ctx) {
    body.release();
    body = Unpooled.EMPTY_BUFFER;
    NodeException broken = new NodeException(NodeError.UNREACHABLE, "the connection broke");
    Pending[] waiting = pending.values().toArray(new Pending[0]);
    pending.clear();
    for (Pending each : waiting) {
      each.fail(broken);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("link to {}: {}: closed", ctx.channel().remoteAddress(), cause.toString());
    super.exceptionCaught(ctx, cause);
  }
}
