package dev.satchel.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command sees of the world around the process.
 *
 * @param out for data
 * @param err for messages and progress
 * @param interactive whether a person watches
 * @param workingFolder what relative paths start from
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    InputStream in,
    boolean interactive,
    Map<String, String> environment,
    Path workingFolder) {

  /** That of this process. */
  public static Terminal ofProcess() {
    return new Terminal(
        StandardOutput.ofProcess(),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.in,
        System.console() != null && System.console().isTerminal(),
        System.getenv(),
        Path.of("").toAbsolutePath());
  }

  /** Colours only for a person who did not forbid them. */
  public boolean colours() {
    return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * Parses the arguments, runs what they name, and answers what to exit with. Nothing is done whose
   * output did not arrive: a file that a shell fills from it may be cut short. A reader that left
   * had enough, which is nothing to complain about.
   */
  public int run(CommandLine program, String... arguments) {
    UnknownCommand.explainIn(program);
    int exitCode =
        program
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(CommandLine.Help.defaultColorScheme(colours() ? Ansi.ON : Ansi.OFF))
            .execute(arguments);
    err.flush();
    if (out.checkError() && exitCode == ExitCode.DONE) {
      if (!(out instanceof StandardOutput pipe && pipe.hasLostItsReader())) {
        err.println(program.getCommandName() + ": not all of the output could be written");
      }
      return ExitCode.FAILED;
    }
    return exitCode;
  }
}
