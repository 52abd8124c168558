package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.NodeView;
import dev.satchel.volume.admin.Topology;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code satchel-admin topology}. */
@Command(
    name = "topology",
    description = "Shows the failure domains and the nodes in them.",
    mixinStandardHelpOptions = true)
final class TopologyCommand implements Callable<Integer> {

  private final AdminProgram program;

  TopologyCommand(AdminProgram program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    program.show(program.client().get("/admin/topology", Topology.class), this::print);
    return ExitCode.DONE;
  }

  private void print(Topology topology) {
    for (Topology.Domain domain : topology.domains()) {
      program.terminal().out().println(domain.name());
      for (NodeView node : domain.nodes()) {
        program
            .terminal()
            .out()
            .printf(
                "  %s  %s  %s  disks: %d%n",
                node.id(), node.state(), node.address(), node.disks().size());
      }
    }
  }
}
