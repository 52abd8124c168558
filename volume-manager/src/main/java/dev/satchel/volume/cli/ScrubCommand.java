package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.ScrubView;
import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code satchel-admin scrub}. */
@Command(
    name = "scrub",
    description = "Shows and steers the scrub: the walk over all sealed bytes that proves them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ScrubCommand extends CommandGroup {

  private static final String PATH = "/admin/scrub";
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})([KMG]?)");

  private final AdminProgram program;

  ScrubCommand(AdminProgram program) {
    this.program = program;
  }

  @Command(
      name = "status",
      description = "Shows how it stands and what it found.",
      mixinStandardHelpOptions = true)
  int status() {
    return show(program.client().get(PATH, ScrubView.class));
  }

  @Command(
      name = "coverage",
      description = "Shows for each disk how long ago its oldest sealed byte was looked at.",
      mixinStandardHelpOptions = true)
  int coverage() {
    ScrubView view =
        program.show(
            program.client().get(PATH, ScrubView.class),
            page -> coverage(page).print(program.terminal().out()));
    return exitCode(view);
  }

  @Command(
      name = "start",
      description = "Goes on, and looks at everything once as fast as the limit allows.",
      mixinStandardHelpOptions = true)
  int start() {
    return tell("start", 0);
  }

  @Command(
      name = "pause",
      description = {
        "Stands still until it is started, on all nodes and also after they or a manager start",
        "again. Meanwhile status warns, and only pages that clients could not read are looked at."
      },
      mixinStandardHelpOptions = true)
  int pause() {
    return tell("pause", 0);
  }

  @Command(
      name = "rate",
      description = "Limits what each node reads in a second, also after restarts.",
      mixinStandardHelpOptions = true)
  int rate(
      @Parameters(paramLabel = "RATE", description = "Bytes a second, such as 500K or 32M.")
          String rate) {
    Matcher matcher = RATE.matcher(rate);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new CommandException(ExitCode.USAGE, "a rate is a number such as 500K or 32M");
    }
    int shift = 10 * " KMG".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
    return tell("rate", Long.parseLong(matcher.group(1)) << shift);
  }

  private int tell(String action, long bytesPerSecond) {
    String order = "{\"action\":\"" + action + "\",\"bytes_per_second\":" + bytesPerSecond + "}";
    return show(program.client().post(PATH, order, ScrubView.class));
  }

  private int show(AdminClient.Answer<ScrubView> answer) {
    return exitCode(program.show(answer, this::page));
  }

  private int exitCode(ScrubView view) {
    if (!view.silentNodes().isEmpty()) {
      program.terminal().err().println("no answer from: " + String.join(", ", view.silentNodes()));
      return ExitCode.PARTIAL;
    }
    return ExitCode.DONE;
  }

  private void page(ScrubView view) {
    PrintStream out = program.terminal().out();
    out.printf("sealed   %s on %d disks%n", Sizes.human(view.sealedBytes()), view.disks().size());
    out.printf("oldest   looked at %s ago%n", StatusCommand.age(view.oldestUnverifiedSeconds()));
    out.printf("pace     %s%n", pace(view));
    out.printf("errors   %d%n", view.errorsFound());
    if (!view.damage().isEmpty()) {
      damage(view).print(out);
    }
  }

  private static String pace(ScrubView view) {
    String pace = Sizes.human(view.bytesPerSecond()) + " a second";
    if (!view.pausedSince().isEmpty()) {
      return "paused since "
          + view.pausedSince()
          + (view.bytesPerSecond() > 0 ? ", yet " + pace : "");
    }
    return view.paused() ? "paused" : pace;
  }

  private static Table damage(ScrubView view) {
    Table table = new Table("NODE", "DISK", "EXTENT", "DAMAGED", "OFFSET", "EXPECTED", "FOUND");
    for (ScrubView.Damage each : view.damage()) {
      table.row(
          each.node(),
          each.disk(),
          each.extent(),
          each.kind(),
          each.offset(),
          each.expected(),
          each.found());
    }
    return table;
  }

  private static Table coverage(ScrubView view) {
    Table table = new Table("NODE", "DISK", "SEALED", "OLDEST", "ERRORS", "PACE", "LIMIT");
    for (ScrubView.Disk disk : view.disks()) {
      table.row(
          disk.node(),
          disk.path(),
          Sizes.human(disk.sealedBytes()),
          StatusCommand.age(disk.oldestUnverifiedSeconds()),
          disk.errorsFound(),
          Sizes.human(disk.bytesPerSecond()) + "/s",
          Sizes.human(disk.limitBytesPerSecond()) + "/s");
    }
    return table;
  }
}
