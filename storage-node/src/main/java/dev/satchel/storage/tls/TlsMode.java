package dev.satchel.storage.tls;

import io.netty.channel.local.LocalAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Which connections are encrypted. There is no mode in which plain bytes leave the machine. */
public enum TlsMode {
  /** All but those of the loopback interface. */
  OFF_LOOPBACK,
  /** Those too: for tests, and for a loopback port that is forwarded to another machine. */
  ALWAYS;

  /**
   * Whether a connection with {@code peer} must be encrypted; one that cannot be told must. Within
   * the process there is nothing to encrypt.
   */
  public boolean isWanted(@Nullable SocketAddress peer) {
    if (peer instanceof LocalAddress) {
      return false;
    }
    boolean isLoopback =
        peer instanceof InetSocketAddress inet
            && inet.getAddress() != null
            && inet.getAddress().isLoopbackAddress();
    return this == ALWAYS || !isLoopback;
  }
}
