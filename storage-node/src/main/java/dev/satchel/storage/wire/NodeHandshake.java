package dev.satchel.storage.wire;

import dev.satchel.storage.runtime.SparseLog;
import dev.satchel.storage.tls.NodeTls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's side of the handshake. Removes itself when the caller has proved the key. */
public final class NodeHandshake extends ByteToMessageDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(NodeHandshake.class);
  private static final SparseLog STRANGERS = SparseLog.of(NodeHandshake.class);
  private static final SparseLog WRONG_KEYS = SparseLog.of(NodeHandshake.class);
  private static final int TIMEOUT_SECONDS = 5;

  private final byte[] key;
  private final UUID nodeId;
  private final Consumer<ChannelPipeline> onProved;
  private final byte[] nonce = Handshake.newNonce();
  private @Nullable Future<?> timeout;

  /**
   * @param onProved adds what shall speak next to the pipeline
   */
  public NodeHandshake(byte[] key, UUID nodeId, Consumer<ChannelPipeline> onProved) {
    this.key = key;
    this.nodeId = nodeId;
    this.onProved = onProved;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ByteBuf hello = ctx.alloc().buffer(Handshake.HELLO_BYTES);
    hello.writeIntLE(Handshake.HELLO_MAGIC).writeShortLE(Handshake.VERSION).writeShortLE(0);
    ctx.writeAndFlush(hello.writeBytes(nonce));
    timeout = ctx.executor().schedule(() -> ctx.close(), TIMEOUT_SECONDS, TimeUnit.SECONDS);
    ctx.fireChannelActive();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws SSLException {
    if (in.readableBytes() < Handshake.ANSWER_BYTES) {
      return;
    }
    boolean understood =
        in.readIntLE() == Handshake.PROOF_MAGIC && in.readUnsignedShortLE() == Handshake.VERSION;
    if (!understood) {
      STRANGERS.warn("{} does not speak this protocol: refused", ctx.channel().remoteAddress());
      refuse(ctx, in);
      return;
    }
    in.skipBytes(Short.BYTES);
    byte[] callerNonce = take(in, Handshake.NONCE_BYTES);
    byte[] proof = take(in, Handshake.PROOF_BYTES);
    byte[] binding = NodeTls.binding(ctx.pipeline());
    if (Handshake.matches(Handshake.callerProof(key, nonce, callerNonce, binding), proof)) {
      welcome(ctx, Handshake.nodeProof(key, nonce, callerNonce, nodeId, binding));
    } else {
      WRONG_KEYS.warn("{} does not know the cluster key: refused", ctx.channel().remoteAddress());
      refuse(ctx, in);
    }
  }

  private void welcome(ChannelHandlerContext ctx, byte[] proof) {
    ByteBuf welcome = ctx.alloc().buffer(Handshake.WELCOME_BYTES);
    welcome.writeIntLE(Handshake.WELCOME_MAGIC).writeShortLE(Handshake.VERSION).writeShortLE(0);
    welcome.writeLong(nodeId.getMostSignificantBits()).writeLong(nodeId.getLeastSignificantBits());
    ctx.writeAndFlush(welcome.writeBytes(proof));
    onProved.accept(ctx.pipeline());
    ctx.pipeline().remove(this);
  }

  /** What else came is not listened to: nobody proves himself at the second attempt. */
  private static void refuse(ChannelHandlerContext ctx, ByteBuf in) {
    in.skipBytes(in.readableBytes());
    ctx.channel().config().setAutoRead(false);
    ByteBuf refusal = ctx.alloc().buffer(Handshake.WELCOME_BYTES);
    refusal.writeIntLE(Handshake.REFUSAL_MAGIC).writeShortLE(Handshake.VERSION);
    refusal.writeZero(Handshake.WELCOME_BYTES - Integer.BYTES - Short.BYTES);
    ctx.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
  }

  private static byte[] take(ByteBuf in, int count) {
    byte[] bytes = new byte[count];
    in.readBytes(bytes);
    return bytes;
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("handshake with {}", ctx.channel().remoteAddress(), cause);
    ctx.close();
  }
}
