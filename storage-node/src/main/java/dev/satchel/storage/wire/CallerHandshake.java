package dev.satchel.storage.wire;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.tls.NodeTls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The caller's side of the handshake. Removes itself when the node has proved the key; the future
 * then has the node's id.
 */
public final class CallerHandshake extends ByteToMessageDecoder {

  private final byte[] key;
  private final Consumer<ChannelPipeline> onProved;
  private final CompletableFuture<UUID> proved = new CompletableFuture<>();
  private final byte[] nonce = Handshake.newNonce();
  private byte @Nullable [] nodeNonce;

  /**
   * @param onProved adds what shall speak next to the pipeline
   */
  public CallerHandshake(byte[] key, Consumer<ChannelPipeline> onProved) {
    this.key = key;
    this.onProved = onProved;
  }

  /** Fails with {@link NodeException} when the connection ends before, or proofs do not match. */
  public CompletableFuture<UUID> proved() {
    return proved;
  }

  /** Gives up from outside: the connection was not made, or not in time. */
  public void fail(NodeError error, String message, @Nullable Throwable cause) {
    proved.completeExceptionally(
        cause == null
            ? new NodeException(error, message)
            : new NodeException(error, message + ": " + cause.getMessage(), cause));
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws SSLException {
    if (nodeNonce == null) {
      if (in.readableBytes() >= Handshake.HELLO_BYTES) {
        answerHello(ctx, in);
      }
    } else if (in.readableBytes() >= Handshake.WELCOME_BYTES) {
      takeWelcome(ctx, in, nodeNonce);
    }
  }

  private void answerHello(ChannelHandlerContext ctx, ByteBuf in) throws SSLException {
    if (in.readIntLE() != Handshake.HELLO_MAGIC || in.readUnsignedShortLE() != Handshake.VERSION) {
      refuse(ctx, in, NodeError.BAD_REQUEST, "what listens there is not a storage node");
      return;
    }
    in.skipBytes(Short.BYTES);
    byte[] theirs = new byte[Handshake.NONCE_BYTES];
    in.readBytes(theirs);
    nodeNonce = theirs;
    byte[] proof = Handshake.callerProof(key, theirs, nonce, NodeTls.binding(ctx.pipeline()));
    ByteBuf answer = ctx.alloc().buffer(Handshake.ANSWER_BYTES);
    answer.writeIntLE(Handshake.PROOF_MAGIC).writeShortLE(Handshake.VERSION).writeShortLE(0);
    answer.writeBytes(nonce).writeBytes(proof);
    ctx.writeAndFlush(answer);
  }

  private void takeWelcome(ChannelHandlerContext ctx, ByteBuf in, byte[] theirs)
      throws SSLException {
    int magic = in.readIntLE();
    in.skipBytes(2 * Short.BYTES);
    UUID nodeId = new UUID(in.readLong(), in.readLong());
    byte[] proof = new byte[Handshake.PROOF_BYTES];
    in.readBytes(proof);
    byte[] expected =
        Handshake.nodeProof(key, theirs, nonce, nodeId, NodeTls.binding(ctx.pipeline()));
    if (magic != Handshake.WELCOME_MAGIC) {
      refuse(ctx, in, NodeError.UNAUTHORIZED, "the node did not accept the cluster key");
    } else if (!Handshake.matches(expected, proof)) {
      refuse(ctx, in, NodeError.UNAUTHORIZED, "the node does not know the cluster key");
    } else {
      onProved.accept(ctx.pipeline());
      ctx.pipeline().remove(this);
      proved.complete(nodeId);
    }
  }

  private void refuse(ChannelHandlerContext ctx, ByteBuf in, NodeError error, String message) {
    in.skipBytes(in.readableBytes());
    fail(error, message, null);
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    fail(NodeError.UNREACHABLE, "the node closed the connection at once", null);
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(NodeError.UNREACHABLE, "handshake failed", cause);
    ctx.close();
  }
}
