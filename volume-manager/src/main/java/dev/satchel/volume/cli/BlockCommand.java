package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.contract.BlockHash;
import dev.satchel.volume.admin.BlockLocation;
import dev.satchel.volume.admin.BlockVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code satchel-admin block}. */
@Command(
    name = "block",
    description = "Finds, reads and checks blocks.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class BlockCommand extends CommandGroup {

  private final AdminProgram program;

  BlockCommand(AdminProgram program) {
    this.program = program;
  }

  @Command(
      name = "locate",
      description = "Shows where the copies of a block lie.",
      mixinStandardHelpOptions = true)
  int locate(@Parameters(paramLabel = "HASH", description = "Hex SHA-256.") String hash) {
    program.show(program.client().get(path(hash), BlockLocation.class), this::print);
    return ExitCode.DONE;
  }

  @Command(
      name = "get",
      description = "Writes a block's bytes to standard output or a file.",
      mixinStandardHelpOptions = true)
  int get(
      @Parameters(paramLabel = "HASH", description = "Hex SHA-256.") String hash,
      @Option(names = "--output", paramLabel = "F", description = "Where to write it.")
          @Nullable Path output)
      throws IOException {
    byte[] bytes = program.client().getBytes(path(hash) + "/content");
    if (output == null) {
      program.terminal().out().write(bytes);
    } else {
      Files.write(output, bytes);
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "verify",
      description = "Reads and checks every copy of a block; fails when one is not good.",
      mixinStandardHelpOptions = true)
  int verify(@Parameters(paramLabel = "HASH", description = "Hex SHA-256.") String hash) {
    BlockVerification found =
        program.show(
            program.client().post(path(hash) + "/verify", "", BlockVerification.class),
            this::print);
    return found.good() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String path(String hash) {
    try {
      return "/admin/blocks/" + BlockHash.parse(hash);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "'" + hash + "' is not 64 lower-case hex digits");
    }
  }

  private void print(BlockLocation location) {
    program
        .terminal()
        .out()
        .printf(
            "block    %s%nlength   %d bytes%nvolume   %d, %s%n",
            location.block(), location.plainBytes(), location.volume(), location.state());
    Table table = new Table("NODE", "DISK", "EXTENT", "ROLE", "OFFSET", "LENGTH", "PATH");
    for (BlockLocation.Copy copy : location.copies()) {
      table.row(
          copy.node(),
          copy.disk(),
          copy.extent(),
          copy.role(),
          copy.offset(),
          copy.length(),
          copy.path());
    }
    table.print(program.terminal().out());
  }

  private void print(BlockVerification verification) {
    Table table = new Table("NODE", "EXTENT", "RESULT");
    for (BlockVerification.CopyCheck copy : verification.copies()) {
      String problem = copy.problem();
      table.row(copy.node(), copy.extent(), problem == null ? "good" : problem);
    }
    table.print(program.terminal().out());
  }
}
