package dev.satchel.client.engine;

import java.util.Locale;

/** What the engine is doing, in one word. */
public enum EngineState {
  IN_SYNC,
  SYNCING,
  PAUSED,
  OFFLINE,
  ERROR,
  NEEDS_ATTENTION;

  /** The word that the programs print: {@code in-sync}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
