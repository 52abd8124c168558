package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.escape;
import static dev.satchel.frontend.service.TestClient.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.satchel.volume.CellOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service in one process, as an operator starts it. */
class UpServiceTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path data;

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() throws Exception {
    byte[] large = random(4 * 1024 * 1024);
    byte[] small = random(1000);
    String cursor;
    try (Service up = start()) {
      TestClient alice =
          TestClient.signUp(URI.create(up.address()), adminToken(), "alice@example.org");
      alice.putFile("/a/large", large, small).expect(200);
      alice.put(hash(small), small).expect(200);
      cursor = alice.get("/metadata/delta").expect(200).field("cursor");
    }
    try (Service up = start()) {
      TestClient alice = TestClient.signIn(URI.create(up.address()), "alice@example.org", "phone");
      byte[] whole = alice.get("/files?path=/a/large").expect(200).bytes();
      assertThat(whole).startsWith(large).endsWith(small).hasSize(large.length + small.length);
      assertThat(alice.get("/metadata/delta?cursor=" + escape(cursor)).expect(200).text())
          .contains("\"entries\":[]");
      alice.putFile("/b", random(77)).expect(200);
    }
  }

  @Test
  void theOperatorSeesTheCell() throws Exception {
    try (Service up = start()) {
      URI server = URI.create(up.address());
      TestClient operator = new TestClient(server, adminToken());
      TestClient alice = TestClient.signUp(server, adminToken(), "alice@example.org");
      byte[] block = random(5000);
      alice.putFile("/a", block).expect(200);
      String name = hash(block);

      assertThat(operator.get("/admin/status").expect(200).text())
          .contains("\"health\":\"")
          .contains("\"logical_bytes\":5000");
      assertThat(operator.get("/admin/blocks/" + name).expect(200).text())
          .contains("\"copies\":[")
          .contains("\"role\":\"data\"");
      assertThat(operator.get("/admin/blocks/" + name + "/content").expect(200).bytes())
          .isEqualTo(block);
      operator.post("/admin/blocks/" + name + "/verify", "").expect(200);
      for (String report : List.of("nodes", "disks", "volumes", "df", "topology")) {
        operator.get("/admin/" + report).expect(200);
      }
      operator.get("/admin/nodes/nobody").expect(404, "not-found");
      operator.get("/admin/volumes/999999").expect(404, "not-found");
      operator.get("/admin/volumes/x").expect(400, "bad-request");
      operator.get("/admin/blocks/" + hash(random(3))).expect(404, "not-found");
      operator.get("/admin/blocks/x").expect(400, "bad-request");
      operator.post("/admin/volumes/seal", "").expect(200);
      assertThat(alice.get("/blocks/" + name).expect(200).bytes()).isEqualTo(block);
      alice.putFile("/b", random(6000)).expect(200);
    }
  }

  @Test
  void nodeInsideWhoseDiskIsMissingOrDamagedTakesDownNothingElse() throws Exception {
    byte[] block = random(5000);
    try (Service up = start()) {
      TestClient.signUp(URI.create(up.address()), adminToken(), "alice@example.org")
          .putFile("/a", block)
          .expect(200);
    }
    Path disk = data.resolve("nodes/1/disk");
    Files.move(disk, data.resolve("away"));
    assertServes(block);
    assertThat(disk).doesNotExist();

    byte[] foreign = random(1 << 20);
    Files.write(disk, foreign);
    assertServes(block);
    assertThat(disk).hasBinaryContent(foreign);

    Files.move(data.resolve("away"), disk, StandardCopyOption.REPLACE_EXISTING);
    assertServes(block);
  }

  private void assertServes(byte[] block) throws Exception {
    try (Service up = start()) {
      TestClient alice = TestClient.signIn(URI.create(up.address()), "alice@example.org", "phone");
      assertThat(alice.get("/files?path=/a").expect(200).bytes()).isEqualTo(block);
    }
  }

  @Test
  void diskThatTheOperatorKeepsApartStaysSoAfterARestart() throws Exception {
    String disk;
    byte[] block = random(5000);
    try (Service up = start()) {
      URI server = URI.create(up.address());
      TestClient operator = new TestClient(server, adminToken());
      TestClient alice = TestClient.signUp(server, adminToken(), "alice@example.org");
      alice.putFile("/a", block).expect(200);
      disk = operator.get("/admin/blocks/" + hash(block)).expect(200).field("disk");
      String order = "/admin/disks/" + disk + "/quarantine";

      assertThat(operator.post(order, "{}").expect(200).text())
          .contains("\"action\":\"quarantine\"", "\"applied\":false", "\"refusals\":[]");
      assertThat(
              operator.post(order, "{\"apply\":true,\"reason\":\"it clicks\"}").expect(200).text())
          .contains("\"applied\":true", "\"state\":\"quarantined\"", ": it clicks\"");
      operator.post(order, "{\"aply\":true}").expect(400, "bad-request");
      operator.post(order, "{\"reason\":\"" + "x".repeat(449) + "\"}").expect(422, "invalid");
      operator.post("/admin/disks/nobody/quarantine", "{}").expect(404, "not-found");
      alice.post(order, "{\"apply\":true}").expect(403, "refused");
      assertThat(operator.get("/admin/status").expect(200).text())
          .contains("\"health\":\"warn\"", " is quarantined: since ");
    }
    try (Service up = start()) {
      URI server = URI.create(up.address());
      TestClient operator = new TestClient(server, adminToken());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              operator.get("/admin/disks/" + disk).text().contains("\"state\":\"quarantined\""));
      TestClient alice = TestClient.signIn(server, "alice@example.org", "phone");
      assertThat(alice.get("/files?path=/a").expect(200).bytes()).isEqualTo(block);
      operator
          .post("/admin/disks/" + disk + "/quarantine", "{\"release\":true,\"apply\":true}")
          .expect(200);
      assertThat(operator.get("/admin/disks/" + disk).expect(200).text())
          .contains("\"state\":\"ok\"");
    }
  }

  @Test
  void onlyMembersMaySendHeartbeats() throws Exception {
    try (Service up = start()) {
      URI members = URI.create("http://" + Files.readString(data.resolve("cell.address")).strip());
      TestClient stranger = new TestClient(members, "");
      stranger.post("/cell/heartbeat", "{}").expect(403, "refused");
      stranger
          .post("/cell/heartbeat", "{}", "X-Satchel-Cluster-Auth", "v1 1 00")
          .expect(403, "refused");
      stranger.get("/account").expect(404, "not-found");
      TestClient nobody = new TestClient(URI.create(up.address()), "");
      await().atMost(Duration.ofSeconds(30)).until(() -> nobody.get("/readyz").status() == 200);
    }
  }

  @Test
  void theFolderHoldsWhatOthersNeedAndIsLocked() throws Exception {
    try (Service up = start()) {
      assertThat(Files.readString(data.resolve("server.url")).strip()).isEqualTo(up.address());
      for (String secret : List.of("cluster.key", "admin.token")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
            .isEqualTo("rw-------");
      }
      assertThatThrownBy(this::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another server uses");
    }
  }

  private String adminToken() throws IOException {
    return Files.readString(data.resolve("admin.token")).strip();
  }

  private Service start() throws Exception {
    return UpService.start(
        new UpSettings(
            data,
            ANY_PORT,
            4,
            ANY_PORT,
            Databases.embedded(data, null),
            CellOptions.defaults().withExtentSizeBytes(16 << 20)));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
