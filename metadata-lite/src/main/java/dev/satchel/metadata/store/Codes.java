package dev.satchel.metadata.store;

import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.Kind;

/** The numbers that stand for enums in the tables; they never change. */
final class Codes {

  static final int FOLDER = 2;
  static final int MOVED = 4;

  private Codes() {}

  static int of(Kind kind) {
    return switch (kind) {
      case FILE -> 1;
      case FOLDER -> FOLDER;
      case SYMLINK -> 3;
    };
  }

  static Kind kind(int code) {
    return switch (code) {
      case 1 -> Kind.FILE;
      case FOLDER -> Kind.FOLDER;
      case 3 -> Kind.SYMLINK;
      default -> throw new IllegalStateException("kind " + code + " in the database");
    };
  }

  static int of(DeltaAction action) {
    return switch (action) {
      case ADDED -> 1;
      case CHANGED -> 2;
      case REMOVED -> 3;
      case MOVED -> MOVED;
    };
  }

  static DeltaAction action(int code) {
    return switch (code) {
      case 1 -> DeltaAction.ADDED;
      case 2 -> DeltaAction.CHANGED;
      case 3 -> DeltaAction.REMOVED;
      case MOVED -> DeltaAction.MOVED;
      default -> throw new IllegalStateException("action " + code + " in the database");
    };
  }
}
