package dev.satchel.storage.server;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.RequestReader;
import dev.satchel.storage.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes into requests. A payload goes from the socket's buffer straight into a {@link Batch}; what
 * a request will hold is taken from the budget before anything is allocated, and while there is
 * none the socket is not read.
 */
final class RequestDecoder extends ByteToMessageDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(RequestDecoder.class);

  /** What the smallest request costs: bounds their number. */
  private static final long LEAST_BYTES = 4096;

  /** What a read may take beyond its range: the rest of its first page and of its last. */
  private static final long EDGE_PAGES_BYTES = 2 * Disk.PAGE_BYTES;

  /** A payload that does not arrive within its own deadline, or this, ends the connection. */
  private static final int LONGEST_ARRIVAL_MILLIS = 60_000;

  private final NodeRuntime runtime;
  private @Nullable RequestHeader header;
  private @Nullable Batch batch;
  private @Nullable Future<?> arrivalTimeout;
  private long reservedBytes;
  private long deadlineNanos;
  private boolean waits;

  RequestDecoder(NodeRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws WireException {
    if (header == null && !begin(ctx, in)) {
      return;
    }
    RequestHeader current = Objects.requireNonNull(header);
    Batch payload = batch;
    if (payload != null) {
      payload.fill(in);
      if (payload.missingBytes() > 0) {
        return;
      }
      if (payload.payloadCrc() != current.bodyCrc()) {
        throw new WireException("a payload does not match its checksum");
      }
    }
    out.add(new Incoming(current, payload, reservedBytes, deadlineNanos));
    next();
  }

  /**
   * Takes a header off {@code in} together with the request's share of the budget; without that the
   * header stays where it is, to be seen again when somebody gave some back.
   */
  private boolean begin(ChannelHandlerContext ctx, ByteBuf in) throws WireException {
    if (in.readableBytes() < RequestFormat.HEADER_BYTES) {
      return false;
    }
    int start = in.readerIndex();
    RequestHeader read = RequestReader.read(in);
    if (!waits) {
      deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(read.deadlineMillis());
    }
    long bytes = LEAST_BYTES + heldBytes(read);
    waits = !runtime.budget().take(bytes, () -> ctx.executor().execute(() -> resume(ctx)));
    if (waits) {
      in.readerIndex(start);
      ctx.channel().config().setAutoRead(false);
      return false;
    }
    header = read;
    reservedBytes = bytes;
    if (read.command().op() == Op.APPEND) {
      batch = Batch.allocate(runtime.allocator(), read.bodyLengthBytes());
      int millis = Math.min(read.deadlineMillis(), LONGEST_ARRIVAL_MILLIS);
      arrivalTimeout = ctx.executor().schedule(() -> late(ctx), millis, TimeUnit.MILLISECONDS);
    }
    return true;
  }

  private static long heldBytes(RequestHeader header) {
    return switch (header.command().op()) {
      case APPEND -> BatchFormat.paddedLength(header.bodyLengthBytes());
      case READ ->
          EDGE_PAGES_BYTES
              + Math.clamp(header.command().argument(), 0, RequestFormat.MAX_PAYLOAD_BYTES);
      case PING, STATS, LIST, INFO, CREATE, CLAIM, CLOSE, SEAL -> 0;
    };
  }

  private void resume(ChannelHandlerContext ctx) {
    if (ctx.isRemoved() || !ctx.channel().isActive()) {
      return;
    }
    ctx.channel().config().setAutoRead(true);
    // Runs the decoder over what it holds already.
    ctx.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER);
    ctx.pipeline().fireChannelReadComplete();
  }

  private static void late(ChannelHandlerContext ctx) {
    LOG.warn("{} sends a payload too slowly: closed", ctx.channel().remoteAddress());
    ctx.close();
  }

  private void next() {
    if (arrivalTimeout != null) {
      arrivalTimeout.cancel(false);
    }
    arrivalTimeout = null;
    header = null;
    batch = null;
    reservedBytes = 0;
  }

  /** The connection ended in the middle of a request: nobody will handle it. */
  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (batch != null) {
      batch.release();
    }
    long bytes = reservedBytes;
    next();
    if (bytes > 0) {
      runtime.budget().release(bytes);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("{}: {}: closed", ctx.channel().remoteAddress(), cause.toString());
    ctx.close();
  }
}
