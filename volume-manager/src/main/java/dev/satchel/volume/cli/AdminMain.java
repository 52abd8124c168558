package dev.satchel.volume.cli;

import dev.satchel.cli.Terminal;

/** The program. */
public final class AdminMain {

  private AdminMain() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(AdminProgram.run(Terminal.ofProcess(), args));
  }
}
