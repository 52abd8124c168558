package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.Locale;

/** What a commit entry does to its path. */
public enum ChangeKind {
  FILE,
  FOLDER,
  SYMLINK,
  DELETED,
  MOVE;

  /** The JSON form. */
  @Json.Value
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
