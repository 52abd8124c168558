package dev.satchel.frontend.cli;

/** The program {@code satchel-server}. */
public final class ServerMain {

  private ServerMain() {}

  /** Runs a command; a service that serves runs until the process is told to stop. */
  public static void main(String[] arguments) {
    System.exit(ServerProgram.of(System.getenv()).run(arguments));
  }
}
