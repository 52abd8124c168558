package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.DiskList;
import dev.satchel.volume.admin.DiskView;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code satchel-admin disk}. */
@Command(
    name = "disk",
    description = "Shows disks.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DiskCommand extends CommandGroup {

  private final AdminProgram program;

  DiskCommand(AdminProgram program) {
    this.program = program;
  }

  @Command(
      name = "list",
      description = "Lists all disks of all nodes.",
      mixinStandardHelpOptions = true)
  int list() {
    program.show(
        program.client().get("/admin/disks", DiskList.class),
        list -> table(list.disks()).print(program.terminal().out()));
    return ExitCode.DONE;
  }

  static Table table(List<DiskView> disks) {
    Table table =
        new Table(
            "DISK", "NODE", "STATE", "I/O", "CAPACITY", "USED", "FREE SLOTS", "PATH", "REASON");
    for (DiskView disk : disks) {
      table.row(
          disk.id(),
          disk.node(),
          disk.state(),
          disk.mode(),
          Sizes.human(disk.capacityBytes()),
          Sizes.human(disk.usedBytes()),
          disk.freeSlots(),
          disk.path(),
          disk.reason());
    }
    return table;
  }
}
