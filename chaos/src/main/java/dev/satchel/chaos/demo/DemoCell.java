package dev.satchel.chaos.demo;

import dev.satchel.chaos.process.Programs;
import dev.satchel.chaos.process.ServerProcess;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server side of the demo: {@code up} with eight nodes, and a ninth node as its own process.
 */
final class DemoCell implements AutoCloseable {

  static final String EMAIL = "demo@satchel.example";

  /** So small that the demo fills some, and the ninth node gets its share. */
  private static final String EXTENT_SIZE = "8M";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  private final Programs programs;
  private final Path base;
  private final int port;
  private @Nullable ServerProcess up;
  private @Nullable ServerProcess ninth;
  private List<String> idsOfEight = List.of();

  DemoCell(Programs programs, Path base, int port) {
    this.programs = programs;
    this.base = base;
    this.port = port;
  }

  void start() throws IOException, InterruptedException {
    Files.createDirectories(data());
    List<String> upArguments =
        List.of(
            "up",
            "--data",
            data().toString(),
            "--listen",
            "127.0.0.1:" + port,
            "--nodes",
            "8",
            "--extent-size",
            EXTENT_SIZE);
    up = ServerProcess.start(programs, base.resolve("up.log"), START_LIMIT, upArguments);
    awaitNodes(8, "up", START_LIMIT);
    idsOfEight = status().nodes().stream().map(Documents.Node::id).toList();
    Path ninthData = base.resolve("ninth");
    List<String> nodeArguments =
        List.of(
            "node",
            "--data",
            ninthData.toString(),
            "--listen",
            "127.0.0.1:0",
            "--manager",
            Files.readString(data().resolve("cell.address")).strip(),
            "--disk",
            ninthData.resolve("disk") + ":1G",
            "--cluster-key-file",
            data().resolve("cluster.key").toString(),
            "--extent-size",
            EXTENT_SIZE);
    ninth = ServerProcess.start(programs, base.resolve("ninth.log"), START_LIMIT, nodeArguments);
  }

  void addUser() throws IOException {
    Files.writeString(passwordFile(), "correct horse battery staple\n");
    admin("user", "add", EMAIL, "--password-file", passwordFile().toString());
  }

  void awaitNodes(int count, String state, Duration limit)
      throws IOException, InterruptedException {
    Deadline deadline = new Deadline(limit);
    while (true) {
      List<Documents.Node> nodes = status().nodes();
      long there = nodes.stream().filter(node -> node.state().equals(state)).count();
      if (there == count) {
        return;
      }
      deadline.pauseOrThrow("nodes: " + nodes);
    }
  }

  Documents.CellStatus status() throws IOException {
    return Jsonb.instance().type(Documents.CellStatus.class).fromJson(admin("status", "--json"));
  }

  long bytesOnNinthNode() throws IOException {
    return status().nodes().stream()
        .filter(node -> !idsOfEight.contains(node.id()))
        .mapToLong(Documents.Node::usedBytes)
        .sum();
  }

  void killNinthNode() {
    if (ninth != null) {
      ninth.kill();
    }
  }

  URI address() {
    if (up == null) {
      throw new IllegalStateException("the cell has not been started");
    }
    return up.address();
  }

  Path data() {
    return base.resolve("cell");
  }

  Path passwordFile() {
    return base.resolve("password");
  }

  private String admin(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--data", data().toString()));
    arguments.addAll(List.of(words));
    return programs.run(COMMAND_LIMIT, "satchel-admin", arguments).outputOrFail();
  }

  @Override
  public void close() throws IOException {
    if (ninth != null) {
      ninth.close();
    }
    if (up != null) {
      up.stop();
    }
  }
}
