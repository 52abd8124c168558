package dev.satchel.metadata.tree;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one commit entry. */
public sealed interface EntryOutcome {

  /** The path is as the entry wants it, now or already before. */
  record Done(long id, long jid) implements EntryOutcome {}

  /** Nothing was there to delete. */
  record NothingThere() implements EntryOutcome {}

  /** Somebody was first; {@code node} is what stands at {@code path}, if something does. */
  record Conflict(String why, TreePath path, @Nullable Node node) implements EntryOutcome {}

  /** The caller has not shown that these blocks are its own. */
  record NeedBlocks(List<BlockHash> missing) implements EntryOutcome {}

  /** It cannot be done as it stands. */
  record Refused(ProblemCode code, String why) implements EntryOutcome {}

  /** Whether the caller got what it asked for. */
  default boolean succeeded() {
    return this instanceof Done || this instanceof NothingThere;
  }
}
