package dev.satchel.metadata.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stored paths that a commit will look at, so that they can be read together beforehand.
 *
 * <p>A path that a move of the same commit has made is stored under its old name: {@code /e/x}
 * after {@code /d} went to {@code /e} is {@code /d/x}. Both are named here, as the move may yet be
 * refused.
 */
public final class TouchedPaths {

  private final Set<TreePath> paths = new LinkedHashSet<>();
  private final List<CheckedEntry.Move> moves = new ArrayList<>();

  private TouchedPaths() {}

  /** The paths of all these entries. */
  public static Set<TreePath> of(List<CheckedEntry> entries) {
    TouchedPaths touched = new TouchedPaths();
    entries.forEach(touched::add);
    return touched.paths;
  }

  private void add(CheckedEntry entry) {
    switch (entry) {
      case CheckedEntry.Put put -> touch(put.path());
      case CheckedEntry.Remove remove -> touch(remove.path());
      case CheckedEntry.Move move -> {
        touch(move.from());
        touch(move.to());
        moves.add(move);
      }
      case CheckedEntry.Malformed malformed -> {}
    }
  }

  private void touch(TreePath path) {
    paths.add(path);
    TreePath before = path;
    for (CheckedEntry.Move move : moves.reversed()) {
      if (before.isBeneath(move.to())) {
        before = before.rebase(move.to(), move.from());
      }
    }
    paths.add(before);
  }
}
