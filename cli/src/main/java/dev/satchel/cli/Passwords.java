package dev.satchel.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a password comes from: a file, else a person, else the first line of standard input. */
public final class Passwords {

  private Passwords() {}

  /**
   * Reads it; it is empty when nothing was there.
   *
   * @param prompt what a person is asked for
   */
  public static String read(Terminal terminal, @Nullable Path file, String prompt)
      throws IOException {
    return file == null ? ask(terminal, prompt) : firstLine(Files.readString(file));
  }

  private static String ask(Terminal terminal, String prompt) throws IOException {
    Console console = System.console();
    if (terminal.interactive() && console != null) {
      char[] typed = console.readPassword("%s: ", prompt);
      return typed == null ? "" : new String(typed);
    }
    BufferedReader input =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    String line = input.readLine();
    return line == null ? "" : line;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
