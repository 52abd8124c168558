package dev.satchel.frontend.service;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.frontend.http.HttpLimits;
import dev.satchel.frontend.http.HttpServer;
import dev.satchel.frontend.notify.SubscribeEndpoint;
import dev.satchel.frontend.service.Parts.Opening;
import dev.satchel.metadata.Metadata;
import dev.satchel.metadata.MetadataConfig;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.server.StorageNode;
import dev.satchel.volume.Cell;
import dev.satchel.volume.CellConfig;
import dev.satchel.volume.Heartbeat;
import dev.satchel.volume.ManagerLoop;
import dev.satchel.volume.NodeAgent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code satchel-server up}: everything in one process and one folder. */
public final class UpService {
  private static final Duration FIRST_VOLUME = Duration.ofSeconds(10);

  private UpService() {}

  /** Starts the service; it serves when this returns. */
  public static Service start(UpSettings settings) throws Exception {
    Parts parts = new Parts();
    try {
      return start(settings, parts);
    } catch (Exception | Error e) {
      parts.close();
      throw e;
    }
  }

  private static Service start(UpSettings settings, Parts parts) throws Exception {
    MetricRegistry metrics = new MetricRegistry();
    DataFolder data = parts.add(DataFolder.lock(settings.data()));
    DatabaseGuard guard = new DatabaseGuard(data.path(), settings.databases());
    guard.requireFiles();
    ClusterKey key = ClusterKey.readOrCreate(data.resolve("cluster.key"));
    DataFolder.publishSecret(data.resolve("admin.token"), key.adminToken());

    // The databases, the journal and the nodes do not need each other: they open together.
    Opening<Metadata> metadataOpening =
        parts.open("metadata", () -> Metadata.open(metadataConfig(settings)));
    Opening<Notifications> notificationsOpening =
        parts.open("notify", () -> Notifications.open(data.resolve("notify")));
    NodeRuntime runtime =
        parts.add(NodeRuntime.start(NodeRuntimeConfig.defaults().withNearNodes()));
    List<Opening<StorageNode>> nodesOpening =
        new EmbeddedNodes(settings, data, key, runtime, metrics).open(parts);
    Opening<Cell> cellOpening =
        parts.open("cell", () -> Cell.open(cellConfig(settings, key, metrics), runtime));

    Cell cell = cellOpening.get();
    ManagerLoop manager = parts.add(ManagerLoop.start(cell));
    List<StorageNode> nodes = EmbeddedNodes.thoseThatOpen(nodesOpening);
    List<Supplier<Heartbeat>> heartbeats =
        nodes.stream().map(node -> Heartbeats.of(node, null)).toList();
    guard.requireKnown(manager.membership(), heartbeats);
    parts.add(NodeAgent.start(heartbeats, List.of(manager.membership())));
    Metadata metadata = metadataOpening.get();
    guard.requireAccounts(metadata, cell);
    SubscribeEndpoint subscribe =
        notificationsOpening.get().follow(metadata, settings.databases().isShared(), parts);

    HttpServer http = parts.add(new HttpServer(HttpLimits.defaults(), metrics));
    Tables tables = new Tables(key, metrics, cell, metadata, http.budget());
    InetSocketAddress members = http.listen(settings.cellListen(), tables.members(manager, cell));
    data.publish("cell.address", Addresses.hostPort(members));
    cell.awaitWritable(FIRST_VOLUME);
    InetSocketAddress clients = http.listen(settings.listen(), tables.clients(subscribe, cell));
    String url = "http://" + Addresses.hostPort(clients);
    data.publish(DataFolder.SERVER_URL, url);
    return new Service(url, parts);
  }

  private static MetadataConfig metadataConfig(UpSettings settings) {
    return MetadataConfig.of(settings.databases().metadata())
        .withGrace(settings.options().periods().grace());
  }

  private static CellConfig cellConfig(
      UpSettings settings, ClusterKey key, MetricRegistry metrics) {
    return new CellConfig(
        settings.databases().cell(),
        key.bytes(),
        settings.options(),
        metrics,
        "up-" + UUID.randomUUID(),
        !settings.databases().isShared());
  }
}
