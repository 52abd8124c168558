package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.Locale;

/** What a path is. */
public enum Kind {
  FILE,
  FOLDER,
  SYMLINK;

  /** The JSON form. */
  @Json.Value
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
