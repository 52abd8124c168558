package dev.satchel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.chaos.load.ApiSession;
import dev.satchel.chaos.load.Load;
import dev.satchel.chaos.process.Programs;
import dev.satchel.chaos.process.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeparateProcessesTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EMAIL = "cluster@satchel.example";
  private static final String PASSWORD = "correct horse battery staple";

  @TempDir Path base;

  private final Programs programs = Programs.ofThisCheckout();
  private final List<ServerProcess> started = new ArrayList<>();

  @AfterEach
  void endEveryProcess() {
    started.forEach(ServerProcess::close);
  }

  @Test
  void managerNodesAndFrontendsServeTogetherAndTheManagerMayBeKilled() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String db = postgres.getJdbcUrl("postgres", "postgres");
      ServerProcess manager = manager(db);
      for (int i = 0; i < 4; i++) {
        node(i, manager);
      }
      ServerProcess first = frontend("frontend1", db, manager);
      ServerProcess second = frontend("frontend2", db, manager);
      addUser(manager);

      try (ApiSession device = ApiSession.login(first.address(), EMAIL, PASSWORD, "writer");
          ApiSession other = device.at(second.address());
          Load load = new Load(device, "before", 1);
          Load otherLoad = new Load(other, "other", 2)) {
        load.start(4);
        otherLoad.start(4);
        awaitMore(load, 50);
        awaitMore(otherLoad, 50);
        manager.kill();
        awaitMore(load, 50);
        awaitMore(otherLoad, 50);
        load.stop();
        otherLoad.stop();

        assertThat(load.lost(other)).isEmpty();
        assertThat(otherLoad.lost(device)).isEmpty();
      }
    }
  }

  private static void awaitMore(Load load, int count) {
    int before = load.acknowledgedCount();
    await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= before + count);
  }

  private ServerProcess manager(String db) throws IOException, InterruptedException {
    return server("manager", "manager", "--listen", "127.0.0.1:0", "--db", db);
  }

  private ServerProcess frontend(String name, String db, ServerProcess manager)
      throws IOException, InterruptedException {
    return server(
        "frontend",
        name,
        "--listen",
        "127.0.0.1:0",
        "--db",
        db,
        "--manager",
        manager.address().getAuthority(),
        "--cluster-key-file",
        clusterKey());
  }

  private void node(int number, ServerProcess manager) throws IOException, InterruptedException {
    String name = "node" + number;
    server(
        "node",
        name,
        "--listen",
        "127.0.0.1:0",
        "--manager",
        manager.address().getAuthority(),
        "--disk",
        base.resolve(name).resolve("disk") + ":512M",
        "--cluster-key-file",
        clusterKey());
  }

  private ServerProcess server(String role, String name, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(role);
    arguments.addAll(List.of("--data", base.resolve(name).toString(), "--extent-size", "32M"));
    arguments.addAll(List.of(options));
    ServerProcess process =
        ServerProcess.start(programs, base.resolve(name + ".log"), LIMIT, arguments);
    started.add(process);
    return process;
  }

  private void addUser(ServerProcess manager) throws IOException {
    Path password = base.resolve("password");
    Files.writeString(password, PASSWORD + "\n");
    programs
        .run(
            LIMIT,
            "satchel-admin",
            List.of(
                "--server",
                manager.address().toString(),
                "--token-file",
                base.resolve("manager/admin.token").toString(),
                "user",
                "add",
                EMAIL,
                "--password-file",
                password.toString()))
        .outputOrFail();
  }

  private String clusterKey() {
    return base.resolve("manager/cluster.key").toString();
  }
}
