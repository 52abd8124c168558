package dev.satchel.client.plan;

import java.util.List;

/**
 * What to do, in an order that works: the books, then the folder (names freed, folders and moves
 * from the top down, files, deletes from the bottom up), then the server (folders from the top
 * down, the rest, moves, deletes from the bottom up).
 *
 * <p>Entries that have to wait for others have no change in it; they are planned for again when
 * those are done.
 */
public record Plan(List<Change> changes) {

  /** Copies the list. */
  public Plan {
    changes = List.copyOf(changes);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
