package dev.satchel.frontend.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code satchel-server completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints a completion script for a shell:",
      "  bash, zsh: source <(satchel-server completion bash)",
      "  fish: satchel-server completion fish | source"
    })
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

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    CommandLine program = self.getParent();
    self.getOut()
        .print(
            switch (shell) {
              // picocli's script turns on what zsh needs to understand it.
              case BASH, ZSH -> AutoComplete.bash("satchel-server", program);
              case FISH -> FishCompletion.of(program);
            });
    self.getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
