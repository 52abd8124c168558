package dev.satchel.metadata.tree;

import dev.satchel.contract.DeltaAction;
import org.jspecify.annotations.Nullable;

/**
 * One row of a namespace's journal.
 *
 * @param path the path after the change as it was at that moment; of a removal, the path it had
 * @param fromPath the path before a move
 */
public record JournalRow(
    long jid,
    long entryId,
    DeltaAction action,
    String path,
    @Nullable String fromPath,
    Content content) {}
