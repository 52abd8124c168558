package dev.satchel.metadata;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import dev.satchel.contract.ProblemCode;
import dev.satchel.contract.Version;
import dev.satchel.metadata.store.JournalTable;
import dev.satchel.metadata.tree.Content;
import dev.satchel.metadata.tree.Cursor;
import dev.satchel.metadata.tree.EntryOutcome;
import dev.satchel.metadata.tree.JournalRow;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.Rev;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's records of what one namespace holds. */
record Records(long namespace) {

  String rev(long jid) {
    return new Rev(namespace, jid).toString();
  }

  /** Opaque to clients; a letter of its own, so that nobody takes it for a revision. */
  String id(long entryId) {
    return "e" + namespace + "-" + entryId;
  }

  String cursor(long jid) {
    return new Cursor.Journal(namespace, jid).toString();
  }

  Entry entry(String path, Node node) {
    return entry(path, node.id(), node.jid(), node.content());
  }

  Entry entry(String path, long entryId, long jid, Content content) {
    return new Entry(
        path,
        id(entryId),
        rev(jid),
        content.kind(),
        content.sizeBytes(),
        content.mtime(),
        content.executable(),
        blockList(content),
        content.target());
  }

  DeltaEntry listed(String path, Node node) {
    return delta(
        new JournalRow(node.jid(), node.id(), DeltaAction.ADDED, path, null, node.content()));
  }

  DeltaEntry delta(JournalRow row) {
    Content content = row.content();
    return new DeltaEntry(
        row.path(),
        id(row.entryId()),
        rev(row.jid()),
        row.action(),
        row.fromPath(),
        content.kind(),
        content.sizeBytes(),
        content.mtime(),
        content.executable(),
        row.action() == DeltaAction.REMOVED ? null : blockList(content),
        content.target());
  }

  Version version(JournalTable.Signed signed) {
    JournalRow row = signed.row();
    boolean deleted = row.action() == DeltaAction.REMOVED;
    return new Version(
        rev(row.jid()),
        row.content().sizeBytes(),
        row.content().mtime(),
        signed.committedAt(),
        signed.device(),
        deleted ? null : blockList(row.content()),
        deleted);
  }

  /** The result of an entry in a commit that left the journal at {@code headJid}. */
  CommitResult result(EntryOutcome outcome, long headJid) {
    return switch (outcome) {
      case EntryOutcome.Done done ->
          new CommitResult(
              200, rev(done.jid()), id(done.id()), cursor(headJid), null, null, null, null);
      case EntryOutcome.NothingThere nothing ->
          new CommitResult(200, null, null, cursor(headJid), null, null, null, null);
      case EntryOutcome.Conflict conflict ->
          refusal(ProblemCode.CONFLICT, conflict.why(), standing(conflict, headJid), null);
      case EntryOutcome.NeedBlocks need ->
          refusal(
              ProblemCode.NEED_BLOCKS,
              "upload the missing blocks, then commit again",
              null,
              need.missing());
      case EntryOutcome.Refused refused -> refusal(refused.code(), refused.why(), null, null);
    };
  }

  /** What the caller has to deal with; not what only a rolled back commit ever held. */
  private @Nullable Entry standing(EntryOutcome.Conflict conflict, long headJid) {
    Node node = conflict.node();
    return node == null || node.jid() > headJid ? null : entry(conflict.path().text(), node);
  }

  private static CommitResult refusal(
      ProblemCode code,
      String detail,
      @Nullable Entry conflict,
      @Nullable List<BlockHash> missing) {
    return new CommitResult(
        code.status(), null, null, null, code.text(), detail, conflict, missing);
  }

  private static @Nullable List<BlockHash> blockList(Content content) {
    return content.kind() == Kind.FILE ? content.blocks().toList() : null;
  }
}
