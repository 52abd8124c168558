package dev.satchel.contract;

import java.util.Locale;

/** What a commit entry does to its path. */
public enum ChangeKind {
  FILE,
  FOLDER,
  SYMLINK,
  DELETED,
  MOVE;

  /** The JSON form. */
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
