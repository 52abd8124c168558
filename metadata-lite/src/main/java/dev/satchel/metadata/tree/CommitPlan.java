package dev.satchel.metadata.tree;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.DeltaAction;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows that a commit comes to.
 *
 * @param rows for the journal, in order, without gaps
 * @param nodes what becomes of each entry that the commit touched, one state an entry
 * @param removedFolders those whose contents went with them
 * @param grownBytes what the namespace uses more, not counting the contents of removed folders
 */
public record CommitPlan(
    List<JournalRow> rows,
    Collection<NodeState> nodes,
    List<Long> removedFolders,
    long grownBytes) {

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** How often the rows name each block, in the order of the hashes. */
  public SortedMap<BlockHash, Long> blockUses() {
    SortedMap<BlockHash, Long> uses = new TreeMap<>();
    for (JournalRow row : rows) {
      if (row.action() != DeltaAction.REMOVED) {
        row.content().blocks().toList().forEach(hash -> uses.merge(hash, 1L, Long::sum));
      }
    }
    return uses;
  }
}
