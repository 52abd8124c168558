package dev.satchel.storage.server;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.ResponseWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Proves the cluster key as any node does, and then answers reads in one wrong way. */
final class LyingNode implements AutoCloseable {

  /** How it answers. */
  enum Lie {
    NONE,
    WRONG_BYTE,
    SHORT,
    LONG,
    BEYOND_ALL_BOUNDS,
    WRONG_BODY_CHECKSUM,
    WRONG_HEADER_CHECKSUM,
    GARBAGE,
    DIES_IN_THE_MIDDLE,
    HANGS_UP,
    TO_ANOTHER_REQUEST,
    SAME_PIECE_TWICE,
    LAST_PIECE_MISSING,
    PIECES_OF_MORE_THAN_ALL,
    ERROR_FOR_A_PIECE,
    REFUSES
  }

  private final NodeServer server;
  private final byte[] content;
  private final Set<TrafficClass> heard = ConcurrentHashMap.newKeySet();
  private final AtomicInteger callers = new AtomicInteger();
  private volatile Lie lie = Lie.NONE;

  LyingNode(NodeRuntime runtime, byte[] key, byte[] content) throws IOException {
    this.content = content;
    this.server =
        NodeServer.start(
            new InetSocketAddress("127.0.0.1", 0),
            new NodeServer.Credentials(new UUID(1, 2), key),
            runtime,
            ConnectionLimits.USUAL,
            Answering::new);
  }

  String hostPort() {
    return "127.0.0.1:" + server.address().getPort();
  }

  void lie(Lie next) {
    lie = next;
  }

  /** For whom it was asked so far. */
  Set<TrafficClass> heard() {
    return heard;
  }

  /** How many are connected. */
  int callers() {
    return callers.get();
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Answering extends SimpleChannelInboundHandler<Incoming> {

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      callers.incrementAndGet();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      callers.decrementAndGet();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Incoming incoming) {
      heard.add(incoming.header().command().traffic());
      answer(ctx, incoming.header());
      incoming.answered().run();
    }
  }

  private void answer(ChannelHandlerContext ctx, RequestHeader read) {
    long id = read.id();
    ByteBuf page = page(read);
    int length = page.readableBytes();
    switch (lie) {
      case NONE -> send(ctx, id, page);
      case WRONG_BYTE -> send(ctx, id, page.setByte(length / 2, page.getByte(length / 2) ^ 1));
      case SHORT -> send(ctx, id, page.writerIndex(length - 1));
      case LONG -> send(ctx, id, page.writeByte(0));
      case BEYOND_ALL_BOUNDS -> send(ctx, header(id, null, Integer.MAX_VALUE, 0), page);
      case WRONG_BODY_CHECKSUM -> send(ctx, header(id, null, length, 1 + crc(page)), page);
      case WRONG_HEADER_CHECKSUM -> {
        ByteBuf header = header(id, null, length, crc(page));
        send(ctx, header.setByte(16, 1), page);
      }
      case GARBAGE -> ctx.writeAndFlush(page);
      case DIES_IN_THE_MIDDLE -> {
        send(ctx, header(id, null, length, crc(page)), page.writerIndex(length / 2));
        ctx.close();
      }
      case HANGS_UP -> ctx.close();
      case TO_ANOTHER_REQUEST -> {
        send(ctx, id + 1000, page);
        ctx.close();
      }
      case SAME_PIECE_TWICE -> {
        sendPiece(ctx, id, page.copy(0, length / 2));
        sendPiece(ctx, id, page);
      }
      case LAST_PIECE_MISSING -> {
        sendPiece(ctx, id, page);
        ctx.close();
      }
      case PIECES_OF_MORE_THAN_ALL -> {
        sendPiece(ctx, id, page);
        send(ctx, header(id, null, length, 0), Unpooled.buffer().writeZero(length));
      }
      case ERROR_FOR_A_PIECE -> {
        sendPiece(ctx, id, page);
        refuse(ctx, id);
      }
      case REFUSES -> refuse(ctx, id);
    }
  }

  private ByteBuf page(RequestHeader read) {
    int offset = Math.toIntExact(read.command().offset());
    int length = read.command().argument();
    return Unpooled.buffer(length + 1).writeBytes(content, offset, length);
  }

  private static int crc(ByteBuf body) {
    return Crc32c.of(body, 0, body.readableBytes());
  }

  private static ByteBuf header(long id, @Nullable NodeError error, int length, int crc) {
    ByteBuf header = Unpooled.buffer();
    ResponseWriter.write(new ResponseHeader(id, error, 0, length, crc, false), header);
    return header;
  }

  private static void refuse(ChannelHandlerContext ctx, long id) {
    ByteBuf why = Unpooled.wrappedBuffer(new byte[400]);
    send(ctx, header(id, NodeError.NO_SUCH_EXTENT, 400, crc(why)), why);
  }

  /** The first of several, as far as it says. */
  private static void sendPiece(ChannelHandlerContext ctx, long id, ByteBuf body) {
    ByteBuf header = Unpooled.buffer();
    int length = body.readableBytes();
    ResponseWriter.write(new ResponseHeader(id, null, 0, length, crc(body), true), header);
    send(ctx, header, body);
  }

  private static void send(ChannelHandlerContext ctx, long id, ByteBuf body) {
    send(ctx, header(id, null, body.readableBytes(), crc(body)), body);
  }

  private static void send(ChannelHandlerContext ctx, ByteBuf header, ByteBuf body) {
    ctx.write(header);
    ctx.writeAndFlush(body);
  }
}
