package dev.satchel.chaos.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code satchel-server up} on one data folder, with its account and the nodes that join it. The
 * folder outlives the process: start, kill, start again.
 */
public final class LocalCell implements AutoCloseable {

  /** The one account. */
  public static final String EMAIL = "chaos@satchel.example";

  /** Its password. */
  public static final String PASSWORD = "correct horse battery staple";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  /** Of a node; its disks have other states. */
  private static final Pattern NODE_UP = Pattern.compile("\"state\":\"up\"");

  private final Programs programs;
  private final Path base;
  private final ServerProcess up;
  private final List<ServerProcess> joined = new ArrayList<>();

  private LocalCell(Programs programs, Path base, ServerProcess up) {
    this.programs = programs;
    this.base = base;
    this.up = up;
  }

  /**
   * Starts {@code up}.
   *
   * @param base holds the data folder {@code cell} and the logs
   * @param options further options of {@code up}
   */
  public static LocalCell start(Programs programs, Path base, List<String> options)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--data", data(base).toString(), "--listen", "127.0.0.1:0"));
    arguments.addAll(options);
    Files.createDirectories(data(base));
    ServerProcess up =
        ServerProcess.start(programs, base.resolve("up.log"), START_LIMIT, arguments);
    return new LocalCell(programs, base, up);
  }

  /** Makes the account. */
  public void addUser() throws IOException {
    Path password = base.resolve("password");
    Files.writeString(password, PASSWORD + "\n");
    admin("user", "add", EMAIL, "--password-file", password.toString());
  }

  /** Starts one more node as a process of its own, which joins the cell with a disk in a file. */
  public ServerProcess join(String name, List<String> options)
      throws IOException, InterruptedException {
    return join(name, base.resolve(name).resolve("disk") + ":512M", options);
  }

  /**
   * Starts one more node, or one that ran before, as a process of its own.
   *
   * @param disk as {@code --disk} takes it
   */
  public ServerProcess join(String name, String disk, List<String> options)
      throws IOException, InterruptedException {
    Path node = base.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "node",
                "--data",
                node.toString(),
                "--listen",
                "127.0.0.1:0",
                "--manager",
                Files.readString(data(base).resolve("cell.address")).strip(),
                "--disk",
                disk,
                "--cluster-key-file",
                data(base).resolve("cluster.key").toString()));
    arguments.addAll(options);
    ServerProcess process =
        ServerProcess.start(programs, base.resolve(name + ".log"), START_LIMIT, arguments);
    joined.add(process);
    return process;
  }

  /** Runs {@code satchel-admin} on this cell and answers its output. */
  public String admin(String... words) throws IOException {
    return tryAdmin(words).outputOrFail();
  }

  /** Runs {@code satchel-admin} on this cell, which may refuse. */
  public Programs.Finished tryAdmin(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--data", data(base).toString()));
    arguments.addAll(List.of(words));
    return programs.run(COMMAND_LIMIT, "satchel-admin", arguments);
  }

  /** How many nodes the cell says are up. */
  public int nodesUp() throws IOException {
    return NODE_UP.split(admin("node", "list", "--json"), -1).length - 1;
  }

  /** The id that a node which joined under that name made for itself. */
  public String nodeId(String name) throws IOException {
    return Files.readString(base.resolve(name).resolve("node.id")).strip();
  }

  /** What the operator's API asks for. */
  public String adminToken() throws IOException {
    return Files.readString(data(base).resolve("admin.token")).strip();
  }

  /** The web address. */
  public URI address() {
    return up.address();
  }

  /** The process of {@code up}. */
  public ServerProcess process() {
    return up;
  }

  private static Path data(Path base) {
    return base.resolve("cell");
  }

  @Override
  public void close() {
    joined.forEach(ServerProcess::close);
    up.close();
  }
}
