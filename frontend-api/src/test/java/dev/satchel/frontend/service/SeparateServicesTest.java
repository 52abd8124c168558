package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.escape;
import static dev.satchel.frontend.service.TestClient.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.volume.CellOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager, nodes and two frontends over PostgreSQL, each with a folder of its own. */
class SeparateServicesTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final CellOptions OPTIONS = CellOptions.defaults().withExtentSizeBytes(16 << 20);

  @TempDir private Path folder;

  @Test
  void whatOneFrontendTakesTheOtherGivesAndTellsOf() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Parts parts = new Parts();
        ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Databases databases = Databases.shared(postgres.getJdbcUrl("postgres", "postgres"));
      Service manager = parts.add(manager(databases));
      for (int i = 0; i < 3; i++) {
        parts.add(node(i, manager));
      }
      URI first = URI.create(parts.add(frontend("one", databases)).address());
      URI second = URI.create(parts.add(frontend("two", databases)).address());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> new TestClient(first, "").get("/readyz").status() == 200);

      String adminToken = Files.readString(folder.resolve("manager/admin.token")).strip();
      TestClient laptop =
          TestClient.signUp(URI.create(manager.address()), first, adminToken, "alice@example.org");
      TestClient phone = TestClient.signIn(second, "alice@example.org", "phone");
      String cursor = escape(phone.get("/metadata/delta").expect(200).field("cursor"));
      CompletableFuture<String> told =
          CompletableFuture.supplyAsync(() -> subscribe(phone, cursor), waiting);

      byte[] block = new byte[100_000];
      new Random(3).nextBytes(block);
      laptop.putFile("/a", block).expect(200);
      assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo("{\"changes\":true}");
      assertThat(phone.get("/blocks/" + hash(block)).expect(200).bytes()).isEqualTo(block);
      assertThat(new TestClient(second, adminToken).get("/admin/nodes").expect(200).text())
          .containsPattern("(\"state\":\"up\".*){3}");
    }
  }

  private static String subscribe(TestClient device, String cursor) {
    try {
      return device.get("/notify/subscribe?timeout=60&cursor=" + cursor).expect(200).text();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Service manager(Databases databases) throws Exception {
    return ManagerService.start(
        new ManagerSettings(folder.resolve("manager"), ANY_PORT, databases, clusterKey(), OPTIONS));
  }

  private Service node(int number, Service manager) throws Exception {
    Path data = folder.resolve("node" + number);
    return NodeService.start(
        new NodeSettings(
            data,
            ANY_PORT,
            List.of(URI.create(manager.address()).getAuthority()),
            List.of(DiskSpec.thin(data.resolve("disk"), 256 << 20)),
            "rack" + number,
            clusterKey(),
            OPTIONS));
  }

  private Service frontend(String name, Databases databases) throws Exception {
    return FrontendService.start(
        new FrontendSettings(folder.resolve(name), ANY_PORT, databases, clusterKey(), OPTIONS));
  }

  private Path clusterKey() {
    return folder.resolve("manager/cluster.key");
  }
}
