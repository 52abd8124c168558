package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.Locale;

/** What happened to an entry. */
public enum DeltaAction {
  ADDED,
  CHANGED,
  REMOVED,
  MOVED;

  /** The JSON form. */
  @Json.Value
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
