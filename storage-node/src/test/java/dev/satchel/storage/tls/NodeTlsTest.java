package dev.satchel.storage.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.local.LocalAddress;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTlsTest {

  private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 1);
  private static final InetSocketAddress LOOPBACK_6 = new InetSocketAddress("::1", 1);
  private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.1", 1);
  private static final LocalAddress WITHIN = new LocalAddress("a node of this process");

  @Test
  void whateverMayLeaveTheMachineIsEncrypted() {
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 1);
    for (TlsMode mode : TlsMode.values()) {
      assertThat(mode.isWanted(ELSEWHERE)).isTrue();
      assertThat(mode.isWanted(unresolved)).isTrue();
      assertThat(mode.isWanted(null)).isTrue();
      assertThat(mode.isWanted(LOOPBACK)).isEqualTo(mode == TlsMode.ALWAYS);
      assertThat(mode.isWanted(LOOPBACK_6)).isEqualTo(mode == TlsMode.ALWAYS);
      assertThat(mode.isWanted(WITHIN)).isFalse();
    }
  }

  @Test
  void neitherSideSpeaksAnythingOlderThanTls13() {
    NodeTls tls = new NodeTls(TlsMode.ALWAYS);
    ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
    for (SslHandler side : List.of(tls.nodeSide(allocator), tls.callerSide(allocator))) {
      assertThat(side.engine().getEnabledProtocols())
          .contains("TLSv1.3")
          .doesNotContain("TLSv1.2", "TLSv1.1", "TLSv1", "SSLv3");
    }
  }
}
