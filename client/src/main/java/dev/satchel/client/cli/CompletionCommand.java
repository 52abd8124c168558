package dev.satchel.client.cli;

import dev.satchel.client.daemon.ExitCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code satchel completion}. */
@Command(
    name = "completion",
    description = {
      "Prints a completion script for a shell:",
      "  bash, zsh: source <(satchel completion bash)",
      "  fish: satchel completion fish | source"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand extends ClientCommand {

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

  private final SatchelCommand satchel;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  CompletionCommand(SatchelCommand satchel) {
    super(satchel);
    this.satchel = satchel;
  }

  @Override
  int run() {
    CommandLine program = Commands.whole(satchel);
    out()
        .print(
            shell == Shell.FISH
                ? FishCompletion.of(program)
                // picocli's script turns on what zsh needs to understand it.
                : AutoComplete.bash("satchel", program));
    return ExitCode.DONE;
  }
}
