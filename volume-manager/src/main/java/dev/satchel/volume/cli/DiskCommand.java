package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.DiskDecision;
import dev.satchel.volume.admin.DiskList;
import dev.satchel.volume.admin.DiskView;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code satchel-admin disk}. */
@Command(
    name = "disk",
    description = "Shows disks and keeps them apart.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DiskCommand extends CommandGroup {

  private static final JsonType<Object> ORDER = Jsonb.builder().build().type(Object.class);

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

  @Command(name = "show", description = "Shows one disk.", mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "DISK", description = "Its id.") String id) {
    program.show(program.client().get(path(id), DiskView.class), this::page);
    return ExitCode.DONE;
  }

  @Command(
      name = "quarantine",
      description = {
        "Keeps a disk apart: no new data goes there, what is there is read last.",
        "Says what that means and why it is safe; done only with --apply. The disk remembers it."
      },
      mixinStandardHelpOptions = true)
  int quarantine(
      @Parameters(paramLabel = "DISK", description = "Its id.") String id,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              defaultValue = "asked for by an operator",
              description = "Why, for whoever looks at the disk next.")
          String reason,
      @Option(names = "--release", description = "Use it again.") boolean release,
      @Option(names = "--apply", description = "Do it.") boolean apply) {
    String order = ORDER.toJson(Map.of("release", release, "reason", reason, "apply", apply));
    DiskDecision decision =
        program.show(
            program.client().post(path(id) + "/quarantine", order, DiskDecision.class), this::page);
    if (!decision.safe()) {
      program.terminal().err().println("refused: " + String.join(" ", decision.refusals()));
      return ExitCode.UNSAFE;
    }
    if (!decision.applied()) {
      program.terminal().err().println("nothing was done: add --apply to do it");
    }
    return ExitCode.DONE;
  }

  private static String path(String id) {
    return "/admin/disks/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private void page(DiskDecision decision) {
    PrintStream out = program.terminal().out();
    out.printf(
        "%s of disk %s, %s%n",
        decision.action(), decision.disk().id(), decision.applied() ? "done" : "not done");
    decision.effects().forEach(effect -> out.println("effect   " + effect));
    decision.grounds().forEach(ground -> out.println("safe     " + ground));
    decision.refusals().forEach(refusal -> out.println("unsafe   " + refusal));
    out.println();
    page(decision.disk());
  }

  private void page(DiskView disk) {
    PrintStream out = program.terminal().out();
    out.printf("disk     %s%n", disk.id());
    out.printf("node     %s%n", disk.node());
    out.printf("path     %s (%s)%n", disk.path(), disk.mode());
    out.printf("state    %s%s%n", state(disk), disk.reason().isEmpty() ? "" : ", " + disk.reason());
    out.printf(
        "space    %s of %s given to extents, %d free slots%n",
        Sizes.human(disk.usedBytes()), Sizes.human(disk.capacityBytes()), disk.freeSlots());
  }

  /** What a node said that is silent now need not be so any more. */
  private static String state(DiskView disk) {
    return disk.nodeState().equals("up")
        ? disk.state()
        : "was " + disk.state() + ", node " + disk.nodeState();
  }

  static Table table(List<DiskView> disks) {
    Table table =
        new Table(
            "DISK", "NODE", "STATE", "I/O", "CAPACITY", "USED", "FREE SLOTS", "PATH", "REASON");
    for (DiskView disk : disks) {
      table.row(
          disk.id(),
          disk.node(),
          state(disk),
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
