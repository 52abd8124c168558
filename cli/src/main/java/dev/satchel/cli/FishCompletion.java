package dev.satchel.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a completion script for fish: a line for each command and each option. */
final class FishCompletion {

  private final String program;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String program) {
    this.program = program;
  }

  static String of(CommandLine line) {
    FishCompletion fish = new FishCompletion(line.getCommandName());
    fish.commands(line, "__fish_use_subcommand");
    return fish.script.toString();
  }

  /** The commands below {@code line}, offered where {@code condition} holds, and theirs. */
  private void commands(CommandLine line, String condition) {
    for (Map.Entry<String, CommandLine> entry : line.getSubcommands().entrySet()) {
      CommandLine command = entry.getValue();
      add(
          condition,
          "-f -a " + entry.getKey(),
          command.getCommandSpec().usageMessage().description());
      String seen = "__fish_seen_subcommand_from " + entry.getKey();
      options(command, seen);
      String none = String.join(" ", command.getSubcommands().keySet());
      commands(command, seen + "; and not __fish_seen_subcommand_from " + none);
    }
  }

  private void options(CommandLine command, String condition) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        add(condition, arguments(option), option.description());
      }
    }
  }

  private static String arguments(OptionSpec option) {
    StringBuilder arguments = new StringBuilder();
    for (String name : option.names()) {
      boolean wide = name.startsWith("--");
      arguments.append(wide ? "-l " : "-s ").append(name.substring(wide ? 2 : 1)).append(' ');
    }
    return arguments.append(option.arity().max() > 0 ? "-r" : "-f").toString();
  }

  private void add(String condition, String what, String[] description) {
    String text = description.length == 0 ? "" : description[0];
    script
        .append("complete -c %s -n '%s' %s".formatted(program, condition, what))
        .append(" -d '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'\n");
  }
}
