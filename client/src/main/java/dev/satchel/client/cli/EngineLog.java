package dev.satchel.client.cli;

import dev.satchel.client.home.ClientHome;

/** Sends the log of this process to a file in the home; without it, nothing is logged. */
final class EngineLog {

  private EngineLog() {}

  /** To be called before anything logs. */
  static void into(ClientHome home) {
    System.setProperty("logback.configurationFile", "logback-engine.xml");
    System.setProperty("satchel.logs", home.logs().toString());
  }
}
