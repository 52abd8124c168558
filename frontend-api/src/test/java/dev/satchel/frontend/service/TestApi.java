package dev.satchel.frontend.service;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.frontend.http.HttpLimits;
import dev.satchel.frontend.http.HttpServer;
import dev.satchel.frontend.notify.NotifyHub;
import dev.satchel.metadata.Metadata;
import dev.satchel.metadata.MetadataConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** The API over real metadata and blocks in memory. */
final class TestApi implements AutoCloseable {
  final MemoryBlocks blocks = new MemoryBlocks();
  final URI server;
  final String adminToken;
  final NotifyHub hub;
  final HttpServer http;

  private final Parts parts = new Parts();

  TestApi(Path folder) throws Exception {
    MetricRegistry metrics = new MetricRegistry();
    ClusterKey key = ClusterKey.readOrCreate(folder.resolve("cluster.key"));
    adminToken = key.adminToken();
    Metadata metadata =
        parts.add(Metadata.open(MetadataConfig.of("jdbc:sqlite:" + folder.resolve("metadata.db"))));
    Notifications notifications = parts.add(Notifications.open(folder.resolve("notify")));
    hub = notifications.hub();
    http = parts.add(new HttpServer(HttpLimits.defaults(), metrics));
    Tables tables = new Tables(key, metrics, blocks, metadata, http.budget());
    InetSocketAddress address =
        http.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tables
                .clients(notifications.follow(metadata, false, parts), () -> blocks.refusal == null)
                .router());
    server = URI.create("http://" + Addresses.hostPort(address));
  }

  TestClient signUp(String email) throws Exception {
    return TestClient.signUp(server, adminToken, email);
  }

  TestClient nobody() {
    return new TestClient(server, "");
  }

  @Override
  public void close() {
    parts.close();
  }
}
