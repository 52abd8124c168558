package dev.satchel.client.engine;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What the work at hand came to so far; kept by the control thread. */
final class Tally {

  private final Set<Path> hints = new HashSet<>();
  private long committed;
  private long applied;
  private long conflictedCopies;
  private boolean journalMoved;

  void committed() {
    committed++;
  }

  void applied() {
    applied++;
  }

  void conflictedCopy() {
    conflictedCopies++;
  }

  /** The disk is not as the local tree says: look there. */
  void lookAt(Path path) {
    hints.add(path);
  }

  /** The server is not as the remote tree says: read the journal. */
  void readJournal() {
    journalMoved = true;
  }

  boolean takeJournalMoved() {
    boolean moved = journalMoved;
    journalMoved = false;
    return moved;
  }

  Set<Path> takeHints() {
    Set<Path> taken = Set.copyOf(hints);
    hints.clear();
    return taken;
  }

  /** Grows with every change made on either side. */
  long changes() {
    return committed + applied;
  }

  long committedChanges() {
    return committed;
  }

  long appliedChanges() {
    return applied;
  }

  long conflictedCopies() {
    return conflictedCopies;
  }
}
