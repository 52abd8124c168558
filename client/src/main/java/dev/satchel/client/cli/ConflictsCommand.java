package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.DeviceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code satchel conflicts}. */
@Command(
    name = "conflicts",
    description = "Lists the conflicted copies in the folder.",
    mixinStandardHelpOptions = true)
final class ConflictsCommand extends ClientCommand {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "list", defaultValue = "list", description = "List.")
  private String action = "list";

  ConflictsCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    if (!action.equals("list") && spec != null) {
      throw new ParameterException(spec.commandLine(), "`conflicts` knows `list` only");
    }
    DeviceConfig device = home().config();
    List<Path> copies = LocalTree.conflictedCopies(device.folder());
    if (json()) {
      List<String> paths = copies.stream().map(Path::toString).toList();
      print(CliDocuments.CONFLICTS, new CliDocuments.Conflicts(paths));
    } else {
      copies.forEach(copy -> out().println(Wording.printable(copy.toString())));
    }
    return ExitCode.DONE;
  }
}
