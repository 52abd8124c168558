package dev.satchel.storage.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProtocols;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Encryption for the connections of a process, both sides of it. Keys and contexts are made when
 * the first connection needs them; a process that stays on loopback never does.
 *
 * <p>A caller takes any certificate. What makes that safe is the handshake that follows: its proofs
 * cover the {@linkplain #binding certificate} that each side sees, so that somebody in the middle,
 * who can only show one of his own, can pass no proof on. Thread-safe.
 */
public final class NodeTls {

  private static final byte[] PLAIN = {};

  private final TlsMode mode;
  private final Supplier<Contexts> contexts = Lazy.of(Contexts::create);

  public NodeTls(TlsMode mode) {
    this.mode = mode;
  }

  /** Whether a connection with {@code peer} must be encrypted. */
  public boolean isWanted(@Nullable SocketAddress peer) {
    return mode.isWanted(peer);
  }

  /** Encrypts the node's side of one connection. */
  public SslHandler nodeSide(ByteBufAllocator allocator) {
    return new NodeSide(contexts.get().node.newEngine(allocator));
  }

  /** Encrypts the caller's side of one connection. */
  public SslHandler callerSide(ByteBufAllocator allocator) {
    return contexts.get().caller.newHandler(allocator);
  }

  /**
   * What the proofs on a connection cover: the SHA-256 of the node's certificate as this side knows
   * it, nothing on a plain one.
   *
   * @throws SSLException if an encrypted connection showed no certificate
   */
  public static byte[] binding(ChannelPipeline pipeline) throws SSLException {
    SslHandler encryption = pipeline.get(SslHandler.class);
    if (encryption == null) {
      return PLAIN;
    }
    var session = encryption.engine().getSession();
    boolean isCaller = encryption.engine().getUseClientMode();
    var chain = isCaller ? session.getPeerCertificates() : session.getLocalCertificates();
    if (chain == null || chain.length == 0) {
      throw new SSLException("no certificate");
    }
    try {
      return OwnCertificate.fingerprint(chain[0]);
    } catch (GeneralSecurityException malformed) {
      throw new SSLException("the node's certificate", malformed);
    }
  }

  /**
   * Ends a connection at once. A farewell would have to leave first, which for a caller that takes
   * nothing is never; and frames say themselves where they end.
   */
  private static final class NodeSide extends SslHandler {

    NodeSide(SSLEngine engine) {
      super(engine);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      ctx.close(promise);
    }
  }

  /** One for each side. */
  private record Contexts(SslContext node, SslContext caller) {

    static Contexts create() {
      OwnCertificate own = OwnCertificate.create();
      try {
        return new Contexts(
            SslContextBuilder.forServer(own.key(), own.certificate())
                .protocols(SslProtocols.TLS_v1_3)
                .build(),
            SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .protocols(SslProtocols.TLS_v1_3)
                .build());
      } catch (SSLException unsupported) {
        throw new IllegalStateException("TLS 1.3 with a certificate of P-256", unsupported);
      }
    }
  }
}
