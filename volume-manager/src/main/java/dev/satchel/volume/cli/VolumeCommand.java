package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.VolumeList;
import dev.satchel.volume.admin.VolumeView;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code satchel-admin volume}. */
@Command(
    name = "volume",
    description = "Shows and seals volumes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class VolumeCommand extends CommandGroup {

  private static final String SEALED = "sealed";

  private final AdminProgram program;

  VolumeCommand(AdminProgram program) {
    this.program = program;
  }

  @Command(name = "list", description = "Lists all volumes.", mixinStandardHelpOptions = true)
  int list() {
    program.show(
        program.client().get("/admin/volumes", VolumeList.class),
        list -> table(list.volumes()).print(program.terminal().out()));
    return ExitCode.DONE;
  }

  @Command(
      name = "show",
      description = "Shows one volume and where its extents lie.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "VOLUME", description = "Its id.") long id) {
    program.show(program.client().get("/admin/volumes/" + id, VolumeView.class), this::page);
    return ExitCode.DONE;
  }

  @Command(
      name = "seal",
      description = "Seals an open volume: nothing is written to it any more.",
      mixinStandardHelpOptions = true)
  int seal(
      @Parameters(arity = "0..1", paramLabel = "VOLUME", description = "Its id.") @Nullable Long id,
      @Option(names = "--all", description = "Every open volume that holds a block.") boolean all) {
    if (all == (id != null)) {
      throw new CommandException(ExitCode.USAGE, "say which volume, or --all");
    }
    List<VolumeView> volumes =
        id == null
            ? program
                .show(
                    program.client().post("/admin/volumes/seal", "", VolumeList.class),
                    list -> table(list.volumes()).print(program.terminal().out()))
                .volumes()
            : List.of(
                program.show(
                    program.client().post("/admin/volumes/" + id + "/seal", "", VolumeView.class),
                    this::page));
    List<Long> left =
        volumes.stream().filter(v -> !v.state().equals(SEALED)).map(VolumeView::id).toList();
    if (!left.isEmpty()) {
      program.terminal().err().println("not sealed yet: " + left);
      return ExitCode.PARTIAL;
    }
    return ExitCode.DONE;
  }

  private static Table table(List<VolumeView> volumes) {
    Table table = new Table("VOLUME", "STATE", "HEALTH", "BLOCKS", "PLAIN", "LENGTH", "REASON");
    for (VolumeView volume : volumes) {
      table.row(
          volume.id(),
          volume.state(),
          health(volume),
          volume.blocks(),
          Sizes.human(volume.logicalBytes()),
          Sizes.human(volume.lengthBytes()),
          volume.reason());
    }
    return table;
  }

  private void page(VolumeView volume) {
    PrintStream out = program.terminal().out();
    out.printf(
        "volume   %d, %s, generation %d, %s%n",
        volume.id(), volume.kind(), volume.generation(), health(volume));
    out.printf("state    %s: %s%n", volume.state(), volume.reason());
    out.printf(
        "holds    %d blocks of %s in %s%n",
        volume.blocks(), Sizes.human(volume.logicalBytes()), Sizes.human(volume.lengthBytes()));
    out.printf("created  %s%n", volume.createdAt());
    if (volume.writer() != null) {
      out.printf("writer   %s%n", volume.writer());
    }
    Table table = new Table("EXTENT", "BUCKET", "ROLE", "STATE", "NODE", "NODE STATE", "DOMAIN");
    for (VolumeView.ExtentView extent : volume.extents()) {
      table.row(
          extent.id(),
          extent.bucket(),
          extent.role(),
          extent.state(),
          extent.node(),
          extent.nodeState(),
          extent.domain());
    }
    table.print(out);
  }

  private static String health(VolumeView volume) {
    return volume.degraded() ? "degraded" : "good";
  }
}
