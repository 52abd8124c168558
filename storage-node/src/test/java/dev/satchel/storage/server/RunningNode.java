package dev.satchel.storage.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClientConfig;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.tls.TlsMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A node on a real file and a real port, and a client for it. At the end nothing may be held. */
final class RunningNode implements AutoCloseable {

  static final byte[] KEY = "the key of a test cluster".getBytes(US_ASCII);
  static final Duration SOON = Duration.ofSeconds(20);
  static final long EXTENT_BYTES = 32 << 20;
  static final Duration TRASH_FOR = Duration.ZERO;

  final NodeRuntime runtime;
  final MetricRegistry metrics = new MetricRegistry();
  final NodeClients clients;
  private final Path dir;
  private final String host;
  private final ConnectionLimits limits;
  StorageNode node;
  NodeClient client;

  /** How to reach nodes from a machine that has other things to do: a handshake may take long. */
  static NodeClientConfig callers(byte[] key) {
    return new NodeClientConfig(key, SOON, 2);
  }

  RunningNode(Path dir) throws IOException {
    this(dir, "127.0.0.1", TlsMode.OFF_LOOPBACK);
  }

  RunningNode(Path dir, String host, TlsMode tlsMode) throws IOException {
    this(dir, host, tlsMode, ConnectionLimits.USUAL);
  }

  RunningNode(Path dir, String host, TlsMode tlsMode, ConnectionLimits limits) throws IOException {
    this(dir, host, new NodeRuntimeConfig(2, 4, 40L << 20, tlsMode, false), limits);
  }

  /** A node that callers in its process reach without a socket. */
  static RunningNode near(Path dir) throws IOException {
    NodeRuntimeConfig config = new NodeRuntimeConfig(2, 4, 40L << 20, TlsMode.OFF_LOOPBACK, true);
    return new RunningNode(dir, "127.0.0.1", config, ConnectionLimits.USUAL);
  }

  private RunningNode(Path dir, String host, NodeRuntimeConfig config, ConnectionLimits limits)
      throws IOException {
    this.dir = dir;
    this.host = host;
    this.limits = limits;
    this.runtime = NodeRuntime.start(config);
    this.clients = new NodeClients(callers(KEY), runtime);
    this.node = start(0);
    this.client = clients.to(hostPort());
  }

  private StorageNode start(int port) throws IOException {
    return StorageNode.start(config(port), runtime, limits);
  }

  StorageNodeConfig config(int port) {
    return new StorageNodeConfig(
        dir,
        List.of(DiskSpec.thin(dir.resolve("disk0"), 8 * EXTENT_BYTES)),
        new InetSocketAddress(host, port),
        KEY,
        EXTENT_BYTES,
        true,
        TRASH_FOR,
        BackgroundConfig.scrubbingEvery(Duration.ofDays(14)),
        metrics);
  }

  String hostPort() {
    return host + ":" + node.address().getPort();
  }

  void stop() {
    node.close();
  }

  void startAgain() throws IOException {
    node = start(node.address().getPort());
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(SOON.toSeconds() + 5, java.util.concurrent.TimeUnit.SECONDS);
  }

  static NodeException refusal(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> get(future));
    if (thrown instanceof ExecutionException
        && thrown.getCause() instanceof NodeException refused) {
      return refused;
    }
    throw new AssertionError("not refused", thrown);
  }

  @Override
  public void close() {
    clients.close();
    node.close();
    runtime.close();
    assertThat(runtime.budget().usedBytes()).as("bytes still held of the budget").isZero();
  }
}
