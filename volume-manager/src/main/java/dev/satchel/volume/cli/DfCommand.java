package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.CapacityReport;
import dev.satchel.volume.admin.DiskView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code satchel-admin df}. */
@Command(
    name = "df",
    description = "Shows how much is used and how much more fits.",
    mixinStandardHelpOptions = true)
final class DfCommand implements Callable<Integer> {

  private final AdminProgram program;

  DfCommand(AdminProgram program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    program.show(program.client().get("/admin/df", CapacityReport.class), this::print);
    return ExitCode.DONE;
  }

  private void print(CapacityReport report) {
    Table table = new Table("NODE", "DISK", "CAPACITY", "USED", "FREE SLOTS");
    for (DiskView disk : report.disks()) {
      table.row(
          disk.node(),
          disk.path(),
          Sizes.human(disk.capacityBytes()),
          Sizes.human(disk.usedBytes()),
          disk.freeSlots());
    }
    table.row(
        "all",
        "",
        Sizes.human(report.capacityBytes()),
        Sizes.human(report.usedBytes()),
        report.freeSlots());
    table.print(program.terminal().out());
    program
        .terminal()
        .out()
        .println("room for at least " + Sizes.human(report.writableBytes()) + " more of blocks");
  }
}
