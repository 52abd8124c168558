package dev.satchel.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Speaks of an unknown command where the library speaks of unmatched arguments and indexes. */
final class UnknownCommand implements IParameterExceptionHandler {

  private final IParameterExceptionHandler otherwise;

  private UnknownCommand(IParameterExceptionHandler otherwise) {
    this.otherwise = otherwise;
  }

  static void explainIn(CommandLine line) {
    line.setParameterExceptionHandler(new UnknownCommand(line.getParameterExceptionHandler()));
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) throws Exception {
    CommandLine line = failure.getCommandLine();
    if (!(failure instanceof UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()
        || line.getSubcommands().isEmpty()) {
      return otherwise.handleParseException(failure, arguments);
    }
    String program = line.getCommandSpec().qualifiedName();
    PrintWriter err = line.getErr();
    err.println(
        program
            + ": unknown command: "
            + unmatched.getUnmatched().getFirst()
            + " (see "
            + program
            + " --help)");
    unmatched.printSuggestions(err);
    err.flush();
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }
}
