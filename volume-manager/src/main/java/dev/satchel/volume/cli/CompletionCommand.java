package dev.satchel.volume.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code satchel-admin completion}. */
@Command(
    name = "completion",
    description = {
      "Prints a completion script for a shell:",
      "  bash, zsh: source <(satchel-admin completion bash)",
      "  fish: satchel-admin completion fish | source"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  /** The shells. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final AdminProgram program;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  CompletionCommand(AdminProgram program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    CommandLine whole = AdminProgram.commandLine(program.terminal());
    program
        .terminal()
        .out()
        .print(
            shell == Shell.FISH
                ? FishCompletion.of(whole)
                // picocli's script turns on what zsh needs to understand it.
                : AutoComplete.bash("satchel-admin", whole));
    return ExitCode.DONE;
  }
}
