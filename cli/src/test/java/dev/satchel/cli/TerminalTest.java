package dev.satchel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A program of two commands, one in the other, and the words that every program has. */
class TerminalTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Command(
      name = "crate",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class,
      description = "Keeps things.")
  private static final class Crate {

    @Command(description = "Puts the owner's thing in.")
    private int put(
        @Option(names = "--gently", description = "It's fragile.") boolean gently,
        @Option(
                names = {"-n", "--count"},
                description = "How many.")
            int count,
        @Option(names = "--secret", hidden = true) boolean secret,
        @Parameters(arity = "0..1") String thing) {
      return ExitCode.PARTIAL;
    }
  }

  @Command(name = "label", description = "Labels.")
  private static final class Label {

    @Command(description = "Prints one.")
    private int print() {
      return ExitCode.DONE;
    }
  }

  @Test
  void whatTheCommandAnswersIsTheExitCode() {
    assertThat(crate("put", "spoon")).isEqualTo(ExitCode.PARTIAL);
    assertThat(crate("label", "print")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void anUnknownCommandIsNamedWithTheOneThatMayBeMeant() {
    assertThat(crate("putt", "spoon")).isEqualTo(ExitCode.USAGE);
    assertThat(errors())
        .startsWith("crate: unknown command: putt (see crate --help)\n")
        .contains("Did you mean: crate put");
  }

  @Test
  void anUnknownCommandInAGroupIsNamedWithTheGroup() {
    assertThat(crate("label", "paint")).isEqualTo(ExitCode.USAGE);
    assertThat(errors()).startsWith("crate label: unknown command: paint (see crate label --help)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rough", "put --rough", "put spoon fork", "put --count many"})
  void everyOtherWrongUsageIsToldWithTheHelp(String line) {
    assertThat(crate(line.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(errors()).doesNotContain("unknown command").contains("Usage: crate");
  }

  @Test
  void theVersionIsThatOfTheWholeProgram() {
    assertThat(crate("--version")).isEqualTo(ExitCode.DONE);
    assertThat(crate("completion", "--version")).isEqualTo(ExitCode.DONE);
    assertThat(output()).isEqualTo("crate (not packaged)\n".repeat(2));
  }

  @Test
  void fishLearnsEveryCommandAndEveryOptionThatIsNotHidden() {
    assertThat(crate("completion", "fish")).isEqualTo(ExitCode.DONE);
    assertThat(output().lines())
        .contains(
            "complete -c crate -n '__fish_use_subcommand' -f -a put -d 'Puts the owner\\'s thing"
                + " in.'",
            "complete -c crate -n '__fish_seen_subcommand_from put' -l gently -f -d 'It\\'s"
                + " fragile.'",
            "complete -c crate -n '__fish_seen_subcommand_from put' -s n -l count -r -d 'How"
                + " many.'",
            "complete -c crate -n '__fish_seen_subcommand_from label; and not"
                + " __fish_seen_subcommand_from print' -f -a print -d 'Prints one.'")
        .noneMatch(line -> line.contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "ZSH"})
  void bashAndZshShareAScript(String shell) {
    assertThat(crate("completion", shell)).isEqualTo(ExitCode.DONE);
    assertThat(output()).startsWith("#!/usr/bin/env bash").contains("_complete_crate");
  }

  @Test
  void theHelpOfCompletionNamesTheProgram() {
    assertThat(crate("completion", "--help")).isEqualTo(ExitCode.DONE);
    assertThat(output()).contains("source <(crate completion bash)");
  }

  @Test
  void aPasswordIsTheFirstLineOfItsFileOrOfTheInput() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "from a file\r\nno more\n");
    assertThat(Passwords.read(terminal("typed\nno more\n"), file, "Password"))
        .isEqualTo("from a file");
    assertThat(Passwords.read(terminal("typed\nno more\n"), null, "Password")).isEqualTo("typed");
    assertThat(Passwords.read(terminal(""), null, "Password")).isEmpty();
    assertThatThrownBy(() -> Passwords.read(terminal(""), folder.resolve("none"), "Password"))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @CsvSource({"true,'',true", "true,1,false", "false,'',false"})
  void coloursAreForAPersonWhoDidNotForbidThem(
      boolean interactive, String forbidden, boolean colours) {
    Map<String, String> environment = Map.of("NO_COLOR", forbidden);
    Terminal terminal =
        new Terminal(System.out, System.err, System.in, interactive, environment, folder);
    assertThat(terminal.colours()).isEqualTo(colours);
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device,'crate: not all of the output could be written\n'",
    "Broken pipe,''"
  })
  void aCommandWhoseOutputDoesNotArriveHasFailed(String why, String complaint) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException(why);
          }
        };
    assertThat(crate(terminal(broken, ""), "--version")).isEqualTo(ExitCode.FAILED);
    assertThat(errors()).isEqualTo(complaint);
  }

  @Test
  void outputOfTheProcessKnowsWhetherSomebodyReadsIt() {
    assertThat(Terminal.ofProcess().out()).isInstanceOf(StandardOutput.class);
  }

  private int crate(String... arguments) {
    return crate(terminal(""), arguments);
  }

  private static int crate(Terminal terminal, String... arguments) {
    CommandLine program = new CommandLine(new Crate()).addSubcommand(new Label());
    program.addSubcommand(new CompletionCommand(() -> program));
    return terminal.run(program, arguments);
  }

  private Terminal terminal(String input) {
    return terminal(out, input);
  }

  private Terminal terminal(OutputStream output, String input) {
    return new Terminal(
        StandardOutput.to(output),
        new PrintStream(err, true, UTF_8),
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        false,
        Map.of(),
        folder);
  }

  private String output() {
    return out.toString(UTF_8);
  }

  private String errors() {
    return err.toString(UTF_8);
  }
}
