package dev.satchel.frontend.cli;

import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The names of the options that may be set elsewhere than on the command line. */
final class OptionNames {
  private static final Set<String> ON_THE_COMMAND_LINE_ONLY =
      Set.of("help", "version", "json", "extent", "record", "damage");

  private OptionNames() {}

  /** Those of all commands, without their hyphens in front. */
  static Set<String> of(CommandLine commands) {
    Set<String> names = new TreeSet<>();
    for (CommandLine command : commands.getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        names.add(option.longestName().substring(2));
      }
    }
    names.removeAll(ON_THE_COMMAND_LINE_ONLY);
    return names;
  }
}
