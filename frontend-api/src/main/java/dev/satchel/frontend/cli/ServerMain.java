package dev.satchel.frontend.cli;

import dev.satchel.cli.Terminal;

/** The program {@code satchel-server}. */
public final class ServerMain {

  private ServerMain() {}

  /** Runs a command; a service that serves runs until the process is told to stop. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    System.exit(new ServerProgram(terminal, new ServiceRunner(terminal.out())).run(arguments));
  }
}
