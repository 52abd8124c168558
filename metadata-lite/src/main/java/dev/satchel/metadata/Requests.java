package dev.satchel.metadata;

import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.tree.Cursor;
import dev.satchel.metadata.tree.TreePath;

/** What callers send as text, read or refused. */
final class Requests {

  private Requests() {}

  static TreePath path(String text) {
    return switch (TreePath.check(text)) {
      case TreePath.Check.Good good -> good.path();
      case TreePath.Check.Bad bad -> throw new RefusedException(ProblemCode.BAD_PATH, bad.why());
    };
  }

  /** A cursor of one of the caller's namespaces. */
  static Cursor cursor(Caller caller, String text) {
    return Cursor.parse(text)
        .filter(cursor -> cursor.namespace() == caller.rootNamespace())
        .orElseThrow(Requests::unknownCursor);
  }

  static RefusedException unknownCursor() {
    return new RefusedException(
        ProblemCode.UNKNOWN_CURSOR, "the cursor is not known here; begin without one");
  }

  static RefusedException notFound(TreePath path) {
    return new RefusedException(ProblemCode.NOT_FOUND, "nothing is at " + path);
  }

  static int pageSize(int limit) {
    return limit <= 0 ? Limits.MAX_ENTRIES : Math.min(limit, Limits.MAX_ENTRIES);
  }
}
