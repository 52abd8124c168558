package dev.satchel.frontend.service;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.frontend.http.HttpLimits;
import dev.satchel.frontend.http.HttpServer;
import dev.satchel.frontend.notify.SubscribeEndpoint;
import dev.satchel.frontend.service.Parts.Opening;
import dev.satchel.metadata.Metadata;
import dev.satchel.metadata.MetadataConfig;
import dev.satchel.volume.Cell;
import dev.satchel.volume.CellConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;

/** {@code satchel-server frontend}: the API, one of any number. */
public final class FrontendService {
  private static final Duration FIRST_VOLUME = Duration.ofSeconds(10);

  private FrontendService() {}

  /** Starts the service; it serves when this returns. */
  public static Service start(FrontendSettings settings) throws Exception {
    Parts parts = new Parts();
    try {
      return start(settings, parts);
    } catch (Exception | Error e) {
      parts.close();
      throw e;
    }
  }

  private static Service start(FrontendSettings settings, Parts parts) throws Exception {
    MetricRegistry metrics = new MetricRegistry();
    DataFolder data = parts.add(DataFolder.lock(settings.data()));
    ClusterKey key = ClusterKey.read(settings.clusterKeyFile());
    DataFolder.publishSecret(data.resolve("admin.token"), key.adminToken());
    Opening<Metadata> metadataOpening =
        parts.open(
            "metadata",
            () ->
                Metadata.open(
                    MetadataConfig.of(settings.databases().metadata())
                        .withGrace(settings.options().periods().grace())));
    Opening<Notifications> notifications =
        parts.open("notify", () -> Notifications.open(data.resolve("notify")));
    Cell cell =
        parts.add(
            Cell.open(
                new CellConfig(
                    settings.databases().cell(),
                    key.bytes(),
                    settings.options(),
                    metrics,
                    "frontend-" + UUID.randomUUID(),
                    false)));
    Metadata metadata = metadataOpening.get();
    SubscribeEndpoint subscribe =
        notifications.get().follow(metadata, settings.databases().isShared(), parts);
    HttpServer http = parts.add(new HttpServer(HttpLimits.defaults(), metrics));
    Tables tables = new Tables(key, metrics, cell, metadata, http.budget());
    cell.awaitWritable(FIRST_VOLUME);
    InetSocketAddress address = http.listen(settings.listen(), tables.clients(subscribe, cell));
    String url = "http://" + Addresses.hostPort(address);
    data.publish(DataFolder.SERVER_URL, url);
    return new Service(url, parts);
  }
}
