package dev.satchel.client.cli;

import dev.satchel.cli.Terminal;
import dev.satchel.client.home.ClientHome;
import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A command of the program. */
abstract class ClientCommand implements Callable<Integer> {

  private final SatchelCommand satchel;

  ClientCommand(SatchelCommand satchel) {
    this.satchel = satchel;
  }

  /** Does it, and says what the program exits with. */
  abstract int run() throws IOException;

  @Override
  public final Integer call() throws IOException {
    return run();
  }

  final Terminal terminal() {
    return satchel.terminal();
  }

  final ClientHome home() {
    return satchel.home();
  }

  final boolean json() {
    return satchel.json();
  }

  final PrintStream out() {
    return satchel.terminal().out();
  }

  /** Tells a person something. */
  final void say(String message) {
    satchel.terminal().err().println(Wording.printable(message));
  }

  /** Waits before the next look at what is shown; false when the process is to end. */
  static boolean rested(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Prints a document for programs. */
  final <T> void print(JsonType<T> type, T document) {
    out().println(type.toJson(document));
  }
}
