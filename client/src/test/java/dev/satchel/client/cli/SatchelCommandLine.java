package dev.satchel.client.cli;

import dev.satchel.cli.Terminal;
import dev.satchel.client.remote.TroubledServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a person runs it, on a home of its own, with a server that answers as it is told.
 */
abstract class SatchelCommandLine {

  @TempDir Path base;

  TroubledServer server;
  Path home;
  Path folder;
  String out = "";
  String err = "";

  @BeforeEach
  void start() throws IOException {
    base = base.toRealPath();
    server = new TroubledServer();
    server.document(
        "/auth/login", "{\"token\":\"secret\",\"device_id\":\"d-1\",\"user_id\":\"u-1\"}");
    home = base.resolve("home");
    folder = base.resolve("folder");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  final int satchel(String... args) {
    return satchelWithInput("a password\n", args);
  }

  final int satchelWithInput(String input, String... args) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            false,
            Map.of("SATCHEL_HOME", home.toString()),
            base);
    int exitCode = Commands.run(terminal, args);
    out = output.toString(StandardCharsets.UTF_8);
    err = errors.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  final int login(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "login",
                "--server",
                server.address().toString(),
                "--email",
                "a@b.c",
                "--device",
                "desk",
                "--folder",
                folder.toString()));
    args.addAll(List.of(more));
    return satchel(args.toArray(String[]::new));
  }
}
