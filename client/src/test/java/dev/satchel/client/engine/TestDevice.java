package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.client.remote.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One device: a folder, a database, and an engine that can be killed. */
final class TestDevice implements AutoCloseable {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  private final String name;
  private final Path home;
  private final Server server;
  private EngineOptions options = EngineOptions.defaults();
  private SyncEngine engine;
  private Steps steps = Steps.NONE;
  private boolean closed;

  TestDevice(String name, Path home, Server server) throws IOException {
    this.name = name;
    this.home = home;
    this.server = server;
    this.engine = open();
  }

  private SyncEngine open() throws IOException {
    EngineConfig config =
        new EngineConfig(
            folder(),
            home.resolve("satchel.db"),
            name,
            server,
            CLOCK,
            options,
            ProgressListener.NONE);
    return SyncEngine.open(config, what -> steps.before(what));
  }

  Path folder() {
    return home.resolve("folder");
  }

  Path database() {
    return home.resolve("satchel.db");
  }

  SyncEngine engine() {
    return engine;
  }

  void setSteps(Steps newSteps) {
    steps = newSteps;
  }

  void restart() throws IOException {
    close();
    steps = Steps.NONE;
    engine = open();
    closed = false;
  }

  void restart(EngineOptions newOptions) throws IOException {
    options = newOptions;
    restart();
  }

  SyncReport sync() throws IOException {
    return engine.syncOnce();
  }

  void write(String path, String text) throws IOException {
    Path file = folder().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** As editors do: a temporary file, renamed over the old one. */
  void save(String path, String text) throws IOException {
    Path temp = folder().resolve(path + ".tmp");
    Files.writeString(temp, text);
    Files.move(
        temp,
        folder().resolve(path),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  String read(String path) throws IOException {
    return Files.readString(folder().resolve(path));
  }

  boolean has(String path) {
    return Files.exists(folder().resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  void move(String from, String to) throws IOException {
    Path target = folder().resolve(to);
    Files.createDirectories(target.getParent());
    Files.move(folder().resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String path) throws IOException {
    Path top = folder().resolve(path);
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Everything in the folder but our own corner: path to what it is, with mtime and mode. */
  TreeMap<String, String> tree() throws IOException {
    TreeMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder())) {
      for (Path path : all.toList()) {
        String relative = "/" + folder().relativize(path);
        if (!path.equals(folder()) && !relative.startsWith("/.satchel.cache")) {
          tree.put(relative, describe(path));
        }
      }
    }
    return tree;
  }

  /** What lies in the local trash. */
  List<String> trash() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder().resolve(".satchel.cache/trash"))) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(path));
      }
    }
    return texts;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path)) {
      return "folder";
    }
    return Files.readString(path)
        + " @"
        + Files.getLastModifiedTime(path).toInstant()
        + (Files.isExecutable(path) ? " x" : "");
  }

  /** Nothing of ours lies about when all is quiet. */
  void assertNoLeftovers() throws IOException {
    try (Stream<Path> parts = Files.list(folder().resolve(".satchel.cache/part"))) {
      assertThat(parts.toList()).as("partial files of %s", name).isEmpty();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      engine.close();
    }
  }
}
