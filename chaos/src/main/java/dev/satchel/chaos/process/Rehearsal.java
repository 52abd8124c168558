package dev.satchel.chaos.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Plays the main job once so that the JVM can record what the programs load, and leaves the AOT
 * caches that {@code bin/launch.sh} starts them with. Run by the build, after the jars are there.
 */
public final class Rehearsal {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String EMAIL = "rehearsal@satchel.example";

  private final Path root;
  private final Path stage;
  private final Programs plain;

  private Rehearsal(Path root, Path stage) {
    this.root = root;
    this.stage = stage;
    this.plain = Programs.ofThisCheckout();
  }

  /** The program; its argument is the root of the checkout. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path stage = Files.createTempDirectory("satchel-rehearsal");
    try {
      new Rehearsal(Path.of(arguments[0]), stage).play();
    } finally {
      Folders.delete(stage);
    }
  }

  private void play() throws IOException, InterruptedException {
    Programs server = recording("frontend-api", "satchel.aot");
    Path data = stage.resolve("cell");
    try (ServerProcess up =
        ServerProcess.start(
            server,
            stage.resolve("up.log"),
            LIMIT,
            List.of("up", "--data", data.toString(), "--listen", "127.0.0.1:0"))) {
      Path password = stage.resolve("password");
      Files.writeString(password, "rehearsal\n");
      run(
          plain,
          "satchel-admin",
          List.of(
              "--data",
              data.toString(),
              "user",
              "add",
              EMAIL,
              "--password-file",
              password.toString()));
      signIn(up, "first", password);
      Files.writeString(stage.resolve("first/hello.txt"), "hello\n");
      client(recording("client", "satchel.aot"), "first", "sync");
      signIn(up, "second", password);
      client(plain, "second", "sync");
      playNode(data);
      run(
          recording("frontend-api", "admin.aot"),
          "satchel-admin",
          List.of("--data", data.toString(), "status"));
      up.stop();
    }
  }

  /**
   * A node of its own loads less than {@code up}, and is to start faster. What is recorded is how
   * it opens a disk that is there, as it does all its life but once.
   */
  private void playNode(Path cell) throws IOException, InterruptedException {
    try (ServerProcess first = node(plain, cell)) {
      first.stop();
    }
    try (ServerProcess node = node(withoutProfiles("frontend-api", "node.aot"), cell)) {
      run(plain, "satchel-admin", List.of("--data", cell.toString(), "node", "list"));
      node.stop();
    }
  }

  private ServerProcess node(Programs programs, Path cell)
      throws IOException, InterruptedException {
    Path data = stage.resolve("node");
    return ServerProcess.start(
        programs,
        stage.resolve("node.log"),
        LIMIT,
        List.of(
            "node",
            "--data",
            data.toString(),
            "--listen",
            "127.0.0.1:0",
            "--manager",
            Files.readString(cell.resolve("cell.address")).strip(),
            "--disk",
            data.resolve("disk") + ":256M",
            "--cluster-key-file",
            cell.resolve("cluster.key").toString(),
            "--extent-size",
            "64M"));
  }

  private void signIn(ServerProcess up, String device, Path password) throws IOException {
    run(
        plain,
        "satchel",
        List.of(
            "--home",
            stage.resolve(device + ".home").toString(),
            "login",
            "--server",
            up.address().toString(),
            "--email",
            EMAIL,
            "--password-file",
            password.toString(),
            "--device",
            device,
            "--folder",
            stage.resolve(device).toString()));
  }

  private void client(Programs programs, String device, String command) throws IOException {
    run(
        programs,
        "satchel",
        List.of("--home", stage.resolve(device + ".home").toString(), command));
  }

  private static void run(Programs programs, String program, List<String> arguments)
      throws IOException {
    programs.run(LIMIT, program, arguments).outputOrFail();
  }

  /** The programs with a JVM that writes a cache into the module's target folder when it ends. */
  private Programs recording(String module, String name) throws IOException {
    return recording(module, name, "");
  }

  /**
   * As {@link #recording}, but without what the JVM learned of the methods: it would compile all of
   * them at once when the program starts, which on two cores holds up the start itself.
   */
  private Programs withoutProfiles(String module, String name) throws IOException {
    return recording(module, name, " -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining");
  }

  private Programs recording(String module, String name, String options) throws IOException {
    Path cache = root.resolve(module).resolve("target").resolve(name);
    Files.deleteIfExists(cache);
    return plain.with(
        Map.of(
            "SATCHEL_JAVA_OPTIONS", "-XX:AOTCacheOutput=" + cache + " -Xlog:aot*=off" + options));
  }
}
