package dev.satchel.client.cli;

import dev.satchel.cli.Terminal;

/** The program. */
public final class ClientMain {

  private ClientMain() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Commands.run(Terminal.ofProcess(), args));
  }
}
