package dev.satchel.client.cli;

/** The program. */
public final class ClientMain {

  private ClientMain() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    int exitCode = Commands.run(Terminal.ofProcess(), args);
    System.exit(exitCode);
  }
}
