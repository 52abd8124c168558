package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.NodeView;
import dev.satchel.volume.admin.StatusReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code satchel-admin status}. */
@Command(
    name = "status",
    description = "Shows the cell on one page.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

  private final AdminProgram program;

  @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
  private boolean watch;

  StatusCommand(AdminProgram program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    AdminClient client = program.client();
    while (true) {
      var answer = client.get("/admin/status", StatusReport.class);
      if (watch && program.terminal().interactive()) {
        program.terminal().out().print(CLEAR_SCREEN);
      }
      program.show(answer, this::print);
      program.terminal().out().flush();
      if (!watch) {
        return ExitCode.DONE;
      }
      Thread.sleep(INTERVAL); // its pace, until Ctrl-C
    }
  }

  private void print(StatusReport status) {
    PrintStream out = program.terminal().out();
    out.println("health   " + status.health());
    status.problems().forEach(problem -> out.println("         - " + problem));
    out.println("nodes    " + nodesByState(status));
    long capacity = status.nodes().stream().mapToLong(NodeView::capacityBytes).sum();
    long used = status.nodes().stream().mapToLong(NodeView::usedBytes).sum();
    out.printf("disks    %s of %s given to extents%n", Sizes.human(used), Sizes.human(capacity));
    StatusReport.Volumes volumes = status.volumes();
    out.printf(
        "volumes  %d open, %d sealed, %d coded, %d degraded, %d unreadable%n",
        volumes.open(),
        volumes.sealed(),
        volumes.coded(),
        volumes.degraded(),
        volumes.unreadable());
    StatusReport.Blocks blocks = status.blocks();
    out.printf(
        "blocks   %d, %s stored as %s (%s)%n",
        blocks.count(),
        Sizes.human(blocks.logicalBytes()),
        Sizes.human(blocks.storedBytes()),
        Sizes.overhead(blocks.storedBytes(), blocks.logicalBytes()));
    out.printf(
        "repair   %d queued, %d running, %s left%n",
        status.repair().queued(),
        status.repair().running(),
        Sizes.human(status.repair().bytesLeft()));
    out.printf(
        "scrub    oldest page unverified for %s, %d errors found, %d repaired%n",
        age(status.scrub().oldestUnverifiedSeconds()),
        status.scrub().errorsFound(),
        status.scrub().errorsRepaired());
    out.println("trash    " + Sizes.human(status.trash().bytes()));
  }

  static String age(long seconds) {
    Duration age = Duration.ofSeconds(seconds);
    return age.toDays() > 0
        ? "%d d %d h".formatted(age.toDays(), age.toHoursPart())
        : "%d h %d min %d s".formatted(age.toHours(), age.toMinutesPart(), age.toSecondsPart());
  }

  private static String nodesByState(StatusReport status) {
    Map<String, Long> counts =
        status.nodes().stream()
            .collect(Collectors.groupingBy(NodeView::state, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }
}
