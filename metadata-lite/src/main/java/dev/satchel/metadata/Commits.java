package dev.satchel.metadata;

import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a tree. */
public final class Commits {

  Commits() {}

  /** Applies the entries in order. */
  public CommitAnswer commit(
      Caller caller, List<CommitEntry> entries, boolean atomic, @Nullable String idempotencyKey) {
    throw new UnsupportedOperationException();
  }
}
