package dev.satchel.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code completion} of each program. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Prints a completion script for a shell:",
      "  bash, zsh: source <(${ROOT-COMMAND-NAME} completion bash)",
      "  fish: ${ROOT-COMMAND-NAME} completion fish | source"
    })
public final class CompletionCommand implements Callable<Integer> {

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

  private final Supplier<CommandLine> program;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  /**
   * For one program.
   *
   * @param program the program with all of its commands
   */
  public CompletionCommand(Supplier<CommandLine> program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    CommandLine whole = program.get();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(
        switch (shell) {
          // picocli's script turns on what zsh needs to understand it.
          case BASH, ZSH -> AutoComplete.bash(whole.getCommandName(), whole);
          case FISH -> FishCompletion.of(whole);
        });
    out.flush();
    return ExitCode.DONE;
  }
}
