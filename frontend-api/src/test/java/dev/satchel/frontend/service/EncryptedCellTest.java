package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.hash;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.server.BackgroundConfig;
import dev.satchel.storage.server.StorageNode;
import dev.satchel.storage.server.StorageNodeConfig;
import dev.satchel.volume.CellOptions;
import dev.satchel.volume.Heartbeat;
import dev.satchel.volume.NodeAgent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A manager, a frontend and nodes that are not on loopback, with somebody on the wire who hears
 * everything. One node is on loopback: what is said to it is plain, which shows that he listens.
 */
@Timeout(120)
class EncryptedCellTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final CellOptions OPTIONS =
      CellOptions.defaults().withExtentSizeBytes(16 << 20).withReplicas(4);
  private static final int HEARD_BYTES = 32;

  @TempDir private Path folder;
  private final Parts parts = new Parts();
  private Service manager;
  private InetAddress own;
  private URI frontend;

  @BeforeEach
  void start() throws Exception {
    own = ownAddress();
    EmbeddedPostgres postgres = parts.add(EmbeddedPostgres.start());
    Databases databases = Databases.shared(postgres.getJdbcUrl("postgres", "postgres"));
    manager =
        parts.add(
            ManagerService.start(
                new ManagerSettings(
                    folder.resolve("manager"), ANY_PORT, databases, clusterKey(), OPTIONS)));
    frontend =
        URI.create(
            parts
                .add(
                    FrontendService.start(
                        new FrontendSettings(
                            folder.resolve("frontend"),
                            ANY_PORT,
                            databases,
                            clusterKey(),
                            OPTIONS)))
                .address());
  }

  @AfterEach
  void stop() {
    parts.close();
  }

  @Test
  void blocksAreNeverPlainOnTheWireAndSurviveANode() throws Exception {
    TappedNode plain = parts.add(new TappedNode(1, InetAddress.getLoopbackAddress()));
    List<TappedNode> remote = new ArrayList<>();
    for (int number = 2; number <= 4; number++) {
      remote.add(parts.add(new TappedNode(number, own)));
    }
    TestClient laptop = signUp();
    List<byte[]> blocks = new ArrayList<>();
    putSome(laptop, blocks);

    remote.add(parts.add(new TappedNode(5, own)));
    awaitNodes(5);
    remote.getFirst().close();
    putSome(laptop, blocks);
    for (byte[] block : blocks) {
      assertThat(laptop.get("/blocks/" + hash(block)).expect(200).bytes()).isEqualTo(block);
    }

    // Of the volumes that were there first each has a copy on every node.
    assertThat(blocks.subList(0, blocks.size() / 2)).allMatch(plain::heard);
    for (TappedNode node : remote) {
      assertThat(node.tap.heard()).isNotEmpty();
      assertThat(blocks).noneMatch(node::heard);
      assertThat(node.tap.heard())
          .allSatisfy(stream -> assertThat(stream).doesNotContain("SXHI", "SXPR", "SXRQ", "SXRC"));
      assertThat(node.tap.heard().stream().mapToLong(String::length).sum()).isGreaterThan(1 << 20);
    }
  }

  @Test
  void nodeWithAnotherClusterKeyIsNotLetIn() throws Exception {
    Path wrong = folder.resolve("wrong.key");
    byte[] key = ClusterKey.readOrCreate(wrong).bytes();
    Path data = folder.resolve("stranger");
    Service stranger =
        parts.add(
            NodeService.start(
                new NodeSettings(
                    data,
                    new InetSocketAddress(own, 0),
                    List.of(managerAddress()),
                    List.of(DiskSpec.thin(data.resolve("disk"), 64 << 20)),
                    "nowhere",
                    wrong,
                    OPTIONS)));
    assertThat(stranger.address()).contains(own.getHostAddress());
    TappedNode known = parts.add(new TappedNode(1, own));

    assertThatThrownBy(() -> NodeAgent.manager(managerAddress(), key).send(known.heartbeat()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cluster key");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(nodeList()).contains(known.node.nodeId()));
    assertThat(nodeList()).doesNotContain(Files.readString(data.resolve("node.id")).strip());
  }

  private void putSome(TestClient device, List<byte[]> blocks) throws Exception {
    awaitNodes(OPTIONS.replicas());
    for (int i = 0; i < 6; i++) {
      byte[] block = new byte[500_000];
      new Random(blocks.size()).nextBytes(block);
      blocks.add(block);
      device.putFile("/" + blocks.size(), block).expect(200);
    }
  }

  private void awaitNodes(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> nodeList().split("\"state\":\"up\"", -1).length > count);
  }

  private String nodeList() throws Exception {
    return new TestClient(frontend, adminToken()).get("/admin/nodes").expect(200).text();
  }

  private TestClient signUp() throws Exception {
    return TestClient.signUp(
        URI.create(manager.address()), frontend, adminToken(), "alice@example.org");
  }

  private String adminToken() throws IOException {
    return Files.readString(folder.resolve("manager/admin.token")).strip();
  }

  private Path clusterKey() {
    return folder.resolve("manager/cluster.key");
  }

  private String managerAddress() {
    return URI.create(manager.address()).getAuthority();
  }

  private static InetAddress ownAddress() throws SocketException {
    Optional<InetAddress> found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    assumeTrue(found.isPresent(), "this machine has no address but loopback");
    return found.orElseThrow();
  }

  /** A node that tells the manager the address of the tap in front of it. */
  private final class TappedNode implements AutoCloseable {
    private final Parts own = new Parts();
    private final StorageNode node;
    private final WireTap tap;
    private final String domain;

    TappedNode(int number, InetAddress listen) throws Exception {
      Path data = folder.resolve("node" + number);
      Files.createDirectories(data);
      byte[] key = ClusterKey.read(clusterKey()).bytes();
      NodeRuntime runtime = own.add(NodeRuntime.start(NodeRuntimeConfig.defaults()));
      StorageNodeConfig config =
          new StorageNodeConfig(
              data,
              List.of(DiskSpec.thin(data.resolve("disk"), 256 << 20)),
              new InetSocketAddress(listen, 0),
              key,
              OPTIONS.extentSizeBytes(),
              true,
              Duration.ofDays(1),
              BackgroundConfig.scrubbingEvery(Duration.ofDays(14)),
              new MetricRegistry());
      this.domain = "rack" + number;
      this.node = own.add(StorageNode.start(config, runtime));
      this.tap = own.add(new WireTap(node.address()));
      own.add(
          NodeAgent.start(
              List.of(this::heartbeat), List.of(NodeAgent.manager(managerAddress(), key))));
    }

    Heartbeat heartbeat() {
      return Heartbeat.of(node.stats(), Addresses.hostPort(tap.address()), domain);
    }

    /** Whether some bytes of a block were heard as they are. */
    boolean heard(byte[] block) {
      String some = new String(block, 100_000, HEARD_BYTES, ISO_8859_1);
      return tap.heard().stream().anyMatch(stream -> stream.contains(some));
    }

    @Override
    public void close() {
      own.close();
    }
  }
}
