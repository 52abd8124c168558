package dev.satchel.client.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code satchel why}. */
@Command(
    name = "why",
    description = "Why a file is not in sync, in one sentence.",
    mixinStandardHelpOptions = true)
final class WhyCommand extends ClientCommand {

  @Parameters(paramLabel = "PATH", description = "The file or folder.")
  private String path = "";

  WhyCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    return new PathVerdict(home(), terminal(), json()).print(path);
  }
}
