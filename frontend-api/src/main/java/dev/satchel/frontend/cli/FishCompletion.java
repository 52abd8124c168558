package dev.satchel.frontend.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a completion script for fish: a line for each command and each option. */
final class FishCompletion {

  private FishCompletion() {}

  static String of(CommandLine program) {
    String name = program.getCommandName();
    StringBuilder script = new StringBuilder();
    for (Map.Entry<String, CommandLine> command : program.getSubcommands().entrySet()) {
      line(
          script,
          name,
          "__fish_use_subcommand",
          "-f -a " + command.getKey(),
          description(command.getValue()));
      String condition = "__fish_seen_subcommand_from " + command.getKey();
      for (OptionSpec option : command.getValue().getCommandSpec().options()) {
        if (!option.hidden()) {
          line(script, name, condition, arguments(option), first(option.description()));
        }
      }
    }
    return script.toString();
  }

  private static void line(
      StringBuilder script, String name, String condition, String what, String description) {
    script
        .append("complete -c ")
        .append(name)
        .append(" -n '")
        .append(condition)
        .append("' ")
        .append(what)
        .append(" -d '")
        .append(description.replace("\\", "\\\\").replace("'", "\\'"))
        .append("'\n");
  }

  private static String arguments(OptionSpec option) {
    StringBuilder arguments = new StringBuilder();
    for (String name : option.names()) {
      boolean wide = name.startsWith("--");
      arguments.append(wide ? "-l " : "-s ").append(name.substring(wide ? 2 : 1)).append(' ');
    }
    return arguments.append(option.arity().max() > 0 ? "-r" : "-f").toString();
  }

  private static String description(CommandLine command) {
    return first(command.getCommandSpec().usageMessage().description());
  }

  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0];
  }
}
