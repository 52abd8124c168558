package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.CommitPlan;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Writes plans: the journal, the tree, the block references and the namespace's counters. */
public final class CommitWriter {

  private final Handle handle;
  private final long namespace;
  private final String device;
  private final Instant now;

  /** Writes in the handle's transaction, which holds the namespace's lock. */
  public CommitWriter(Handle handle, long namespace, String device, Instant now) {
    this.handle = handle;
    this.namespace = namespace;
    this.device = device;
    this.now = now;
  }

  /** Writes a plan, with one statement for each table. */
  public void write(CommitPlan plan) {
    if (plan.isEmpty()) {
      return;
    }
    NodeTable nodes = new NodeTable(handle, namespace);
    new JournalTable(handle, namespace).append(plan.rows(), device, now);
    nodes.write(plan.nodes());
    new BlockTable(handle).addUses(namespace, plan.blockUses());
    // Counted after the writing: what moved out of a removed folder before is elsewhere by now.
    long lostBytes = nodes.bytesBeneath(plan.removedFolders());
    new NamespaceTable(handle)
        .advance(namespace, plan.rows().getLast().jid(), plan.grownBytes() - lostBytes);
  }
}
