package dev.satchel.frontend.service;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.frontend.http.HttpLimits;
import dev.satchel.frontend.http.HttpServer;
import dev.satchel.frontend.service.Parts.Opening;
import dev.satchel.metadata.Metadata;
import dev.satchel.metadata.MetadataConfig;
import dev.satchel.volume.Cell;
import dev.satchel.volume.CellConfig;
import dev.satchel.volume.ManagerLoop;
import java.net.InetSocketAddress;
import java.util.UUID;

/** {@code satchel-server manager}: a cell's manager, or its standby. */
public final class ManagerService {

  private ManagerService() {}

  /** Starts the service; it serves when this returns. */
  public static Service start(ManagerSettings settings) throws Exception {
    Parts parts = new Parts();
    try {
      return start(settings, parts);
    } catch (Exception | Error e) {
      parts.close();
      throw e;
    }
  }

  private static Service start(ManagerSettings settings, Parts parts) throws Exception {
    MetricRegistry metrics = new MetricRegistry();
    DataFolder data = parts.add(DataFolder.lock(settings.data()));
    ClusterKey key = ClusterKey.readOrCreate(settings.clusterKeyFile());
    DataFolder.publishSecret(data.resolve("admin.token"), key.adminToken());
    Opening<Metadata> metadata =
        parts.open(
            "metadata",
            () ->
                Metadata.open(
                    MetadataConfig.of(settings.databases().metadata())
                        .withGrace(settings.options().periods().grace())));
    Cell cell =
        parts.add(
            Cell.open(
                new CellConfig(
                    settings.databases().cell(),
                    key.bytes(),
                    settings.options(),
                    metrics,
                    "manager-" + UUID.randomUUID(),
                    false)));
    ManagerLoop manager = parts.add(ManagerLoop.start(cell));
    HttpServer http = parts.add(new HttpServer(HttpLimits.defaults(), metrics));
    Tables tables = new Tables(key, metrics, cell, metadata.get(), http.budget());
    InetSocketAddress address = http.listen(settings.listen(), tables.members(manager, cell));
    String hostPort = Addresses.hostPort(address);
    data.publish("cell.address", hostPort);
    data.publish(DataFolder.SERVER_URL, "http://" + hostPort);
    return new Service("http://" + hostPort, parts);
  }
}
