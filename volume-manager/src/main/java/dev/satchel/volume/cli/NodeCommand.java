package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.volume.admin.NodeList;
import dev.satchel.volume.admin.NodeView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code satchel-admin node}. */
@Command(
    name = "node",
    description = "Shows storage nodes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class NodeCommand extends CommandGroup {

  private final AdminProgram program;

  NodeCommand(AdminProgram program) {
    this.program = program;
  }

  @Command(name = "list", description = "Lists all nodes.", mixinStandardHelpOptions = true)
  int list() {
    program.show(
        program.client().get("/admin/nodes", NodeList.class),
        list -> {
          Table table = new Table("NODE", "STATE", "DOMAIN", "ADDRESS", "CAPACITY", "USED");
          for (NodeView node : list.nodes()) {
            table.row(
                node.id(),
                node.state(),
                node.domain(),
                node.address(),
                Sizes.human(node.capacityBytes()),
                Sizes.human(node.usedBytes()));
          }
          table.print(program.terminal().out());
        });
    return ExitCode.DONE;
  }

  @Command(
      name = "show",
      description = "Shows one node and its disks.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "NODE", description = "Its id.") String id) {
    String path = "/admin/nodes/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    program.show(
        program.client().get(path, NodeView.class),
        node -> {
          program
              .terminal()
              .out()
              .printf(
                  "node     %s%nstate    %s%ndomain   %s%naddress  %s%n",
                  node.id(), node.state(), node.domain(), node.address());
          DiskCommand.table(node.disks()).print(program.terminal().out());
        });
    return ExitCode.DONE;
  }
}
