package dev.satchel.chaos.demo;

import dev.satchel.chaos.process.FolderImage;
import dev.satchel.chaos.process.Programs;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the two devices: a home, a folder, and the sync client driven by its commands. */
final class Device {

  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(120);

  private final Programs programs;
  private final String name;
  private final Path home;
  private final Path folder;
  private boolean running;

  Device(Programs programs, String name, Path base) {
    this.programs = programs;
    this.name = name;
    this.home = base.resolve(name + ".home");
    this.folder = base.resolve(name);
  }

  void login(URI server, String email, Path passwordFile) throws IOException {
    command(
        "login",
        "--server",
        server.toString(),
        "--email",
        email,
        "--password-file",
        passwordFile.toString(),
        "--device",
        name,
        "--folder",
        folder.toString());
  }

  void start() throws IOException {
    command("start");
    running = true;
  }

  void stop() throws IOException {
    if (running) {
      running = false;
      command("stop");
    }
  }

  void sync() throws IOException {
    command("sync");
  }

  Documents.DeviceStatus status() throws IOException {
    return Jsonb.instance()
        .type(Documents.DeviceStatus.class)
        .fromJson(command("status", "--json"));
  }

  FolderImage image() throws IOException {
    return FolderImage.of(folder);
  }

  Path file(String path) {
    return folder.resolve(path);
  }

  String name() {
    return name;
  }

  private String command(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--home", home.toString()));
    arguments.addAll(List.of(words));
    Programs.Finished finished = programs.run(COMMAND_LIMIT, "satchel", arguments);
    if (finished.exitCode() != 0) {
      throw new IOException(
          "satchel "
              + words[0]
              + " on "
              + name
              + " ended with "
              + finished.exitCode()
              + ": "
              + finished.errors().strip());
    }
    return finished.output();
  }
}
