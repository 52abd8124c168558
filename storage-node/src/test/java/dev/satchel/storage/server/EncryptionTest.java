package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.KEY;
import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static dev.satchel.storage.server.RunningNode.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.tls.NodeTls;
import dev.satchel.storage.tls.TlsMode;
import dev.satchel.storage.wire.RawCaller;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that leave the machine are encrypted, and nobody in the middle is believed. */
class EncryptionTest {

  private static final ExtentId ID = new ExtentId(1);

  @TempDir Path dir;

  @Test
  void nodeAndCallerOffLoopbackSpeakTlsWithoutBeingTold() throws Exception {
    try (RunningNode running =
        new RunningNode(dir, ownAddress().getHostAddress(), TlsMode.OFF_LOOPBACK)) {
      appendAndRead(running);
      try (WireTap tap = new WireTap(running.node.address(), ownAddress())) {
        get(running.clients.to(tap.hostPort()).ping(SOON));
        assertThat(tap.bytesToNode()[0]).as("a TLS handshake record").isEqualTo((byte) 22);
        assertThat(new String(tap.bytesToNode(), ISO_8859_1)).doesNotContain("SXPR", "SXRQ");
      }
    }
  }

  @Test
  void nodeSaysNothingPlainToSomebodyOffLoopback() throws Exception {
    try (RunningNode running =
            new RunningNode(dir, ownAddress().getHostAddress(), TlsMode.OFF_LOOPBACK);
        RawCaller caller = new RawCaller(running.node.address())) {
      caller.send(new byte[100]);
      assertThat(caller.receiveAll()).doesNotContain("SXHI");
      get(running.client.ping(SOON));
    }
  }

  @Test
  void everythingGoesThroughTlsOnLoopbackWhenThatIsAskedFor() throws Exception {
    try (RunningNode running = new RunningNode(dir, "127.0.0.1", TlsMode.ALWAYS)) {
      appendAndRead(running);
    }
  }

  @Test
  void plainCallerIsRefusedByANodeThatEncrypts() throws Exception {
    try (RunningNode running = new RunningNode(dir, "127.0.0.1", TlsMode.ALWAYS);
        NodeRuntime plain = NodeRuntime.start(NodeRuntimeConfig.defaults());
        NodeClients clients = new NodeClients(RunningNode.callers(KEY), plain)) {
      assertThat(refusal(clients.to(running.hostPort()).ping(SOON)).error())
          .isEqualTo(NodeError.UNREACHABLE);
    }
  }

  @Test
  void strangerWithoutTheKeyIsRefusedThroughTlsToo() throws Exception {
    byte[] wrong = KEY.clone();
    wrong[0] ^= 1;
    try (RunningNode running = new RunningNode(dir, "127.0.0.1", TlsMode.ALWAYS);
        NodeClients clients = new NodeClients(RunningNode.callers(wrong), running.runtime)) {
      assertThat(refusal(clients.to(running.hostPort()).ping(SOON)).error())
          .isEqualTo(NodeError.UNAUTHORIZED);
    }
  }

  @Test
  void keyThatIsTooShortIsTakenByNeitherSide() {
    byte[] key = Arrays.copyOf(KEY, 15);
    assertThatThrownBy(() -> RunningNode.callers(key)).hasMessageContaining("fewer than 16 bytes");
    assertThatThrownBy(() -> node(key)).hasMessageContaining("fewer than 16 bytes");
  }

  private StorageNodeConfig node(byte[] key) {
    return new StorageNodeConfig(
        dir,
        List.of(DiskSpec.thin(dir.resolve("disk0"), 8 << 20)),
        new InetSocketAddress("127.0.0.1", 0),
        key,
        1 << 20,
        true,
        Duration.ZERO,
        BackgroundConfig.scrubbingEvery(Duration.ofDays(1)),
        new MetricRegistry());
  }

  @Test
  void proofsAreNotPassedOnBySomebodyInTheMiddle() throws Exception {
    try (RunningNode running = new RunningNode(dir, "127.0.0.1", TlsMode.ALWAYS);
        TlsRelay honest = new TlsRelay(running, running.runtime.tls());
        TlsRelay relay = new TlsRelay(running, new NodeTls(TlsMode.ALWAYS))) {
      // With the node's own certificate nothing is wrong with the relay: it is the binding.
      get(running.clients.to(honest.hostPort()).ping(SOON));

      assertThat(refusal(running.clients.to(relay.hostPort()).ping(SOON)).error())
          .isEqualTo(NodeError.UNAUTHORIZED);
    }
  }

  private static void appendAndRead(RunningNode running) throws Exception {
    byte[] payload = new byte[5_000_000];
    new Random(1).nextBytes(payload);
    get(running.client.create(1, ID, 1, 0, SOON));
    get(running.client.append(ID, 0, 1, Unpooled.wrappedBuffer(payload), SOON));
    ByteBuf read = get(running.client.read(ID, 40, payload.length, SOON));
    assertThat(read).isEqualTo(Unpooled.wrappedBuffer(payload));
    read.release();
  }

  private static InetAddress ownAddress() throws IOException {
    Optional<InetAddress> own =
        NetworkInterface.networkInterfaces()
            .filter(EncryptionTest::isUp)
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    assumeTrue(own.isPresent(), "this machine has no address but loopback");
    return own.orElseThrow();
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException unknown) {
      return false;
    }
  }
}
