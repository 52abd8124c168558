package dev.satchel.metadata.tree;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.tree.CheckedEntry.Malformed;
import dev.satchel.metadata.tree.CheckedEntry.Move;
import dev.satchel.metadata.tree.CheckedEntry.Put;
import dev.satchel.metadata.tree.CheckedEntry.Remove;
import dev.satchel.metadata.tree.EntryOutcome.Conflict;
import dev.satchel.metadata.tree.EntryOutcome.Done;
import dev.satchel.metadata.tree.EntryOutcome.NeedBlocks;
import dev.satchel.metadata.tree.EntryOutcome.NothingThere;
import dev.satchel.metadata.tree.EntryOutcome.Refused;
import java.util.List;
import java.util.Set;

/**
 * Decides what becomes of commit entries, one after the other, each seeing those before it.
 *
 * <p>The rule of all of them: an entry says on which revision its change was made ({@code
 * parentRev}), and is a conflict if the path has another one by now. A cursor stands for every
 * revision up to it; it is the only way to say that the whole content of a folder was known. A path
 * that already is as the entry wants it is never a conflict, so that a commit may be repeated.
 */
public final class CommitPlanner {

  private final Namespace namespace;
  private final WorkingTree tree;
  private final Set<BlockHash> notHeld;

  /**
   * A planner over a tree.
   *
   * @param notHeld the named blocks that the caller may not refer to
   */
  public CommitPlanner(Namespace namespace, WorkingTree tree, Set<BlockHash> notHeld) {
    this.namespace = namespace;
    this.tree = tree;
    this.notHeld = notHeld;
  }

  /** Decides the next entry. */
  public EntryOutcome plan(CheckedEntry entry) {
    return switch (entry) {
      case Put put -> put(put);
      case Remove remove -> remove(remove);
      case Move move -> move(move);
      case Malformed malformed -> new Refused(malformed.code(), malformed.why());
    };
  }

  private EntryOutcome put(Put put) {
    Node existing = tree.find(put.path());
    if (existing != null) {
      return putOver(existing, put);
    }
    if (!put.parentRev().isEmpty()) {
      return new Conflict("it is no longer there", put.path(), null);
    }
    TreePath reached = tree.deepestExisting(put.path());
    Node above = tree.find(reached);
    if (above != null && !above.isFolder()) {
      return new Conflict(reached + " is not a folder", reached, above);
    }
    return whenAllowed(
        put.content(),
        put.content().sizeBytes(),
        () -> tree.add(tree.folderAt(put.path().parent()), put.path(), put.content()));
  }

  private EntryOutcome putOver(Node existing, Put put) {
    boolean made = isMadeOn(put.parentRev(), existing);
    Content content = put.content();
    if (existing.content().sameBytesAs(content)
        && (!made || content.isFolder() || existing.content().equals(content))) {
      return done(existing);
    }
    if (!made) {
      return conflict(put.parentRev(), put.path(), existing);
    }
    long growth = content.sizeBytes() - existing.content().sizeBytes();
    return whenAllowed(content, growth, () -> overwrite(existing, put));
  }

  /** A folder and a file are never versions of each other: one goes, the other comes. */
  private Node overwrite(Node existing, Put put) {
    if (existing.isFolder() == put.content().isFolder()) {
      return tree.change(existing, put.path(), put.content());
    }
    tree.remove(existing, put.path());
    return tree.add(tree.folderAt(put.path().parent()), put.path(), put.content());
  }

  private EntryOutcome remove(Remove remove) {
    Node existing = tree.find(remove.path());
    if (existing == null) {
      return new NothingThere();
    }
    if (!isMadeOn(remove.parentRev(), existing)) {
      return conflict(remove.parentRev(), remove.path(), existing);
    }
    return new Done(existing.id(), tree.remove(existing, remove.path()));
  }

  private EntryOutcome move(Move move) {
    Node target = tree.find(move.to());
    Node source = tree.find(move.from());
    if (source == null) {
      // The same move delivered twice finds its own work.
      return target != null && move.from().text().equals(target.movedFrom())
          ? done(target)
          : new Conflict("nothing is at " + move.from(), move.from(), null);
    }
    if (!isMadeOn(move.parentRev(), source)) {
      return conflict(move.parentRev(), move.from(), source);
    }
    if (move.to().equals(move.from())) {
      return done(source);
    }
    if (target != null) {
      return new Conflict("something is at " + move.to() + " already", move.to(), target);
    }
    if (move.to().isBeneath(move.from())) {
      return new Refused(ProblemCode.INVALID, "nothing can be moved into itself");
    }
    return moveInto(move, source);
  }

  private EntryOutcome moveInto(Move move, Node source) {
    TreePath parent = move.to().parent();
    TreePath reached = tree.deepestExisting(parent);
    Node above = tree.find(reached);
    if (above != null && !above.isFolder()) {
      return new Conflict(reached + " is not a folder", reached, above);
    }
    if (source.isFolder() && !reached.equals(parent)) {
      // Two devices that move two folders into each other: the second finds its target gone, and
      // must not make it anew.
      return new Conflict("there is no folder " + parent, parent, null);
    }
    return done(tree.move(source, move.from(), tree.folderAt(parent), move.to()));
  }

  private EntryOutcome whenAllowed(Content content, long growth, Change change) {
    List<BlockHash> missing =
        notHeld.isEmpty()
            ? List.of()
            : content.blocks().toList().stream().filter(notHeld::contains).distinct().toList();
    if (!missing.isEmpty()) {
      return new NeedBlocks(missing);
    }
    long roomBytes = namespace.quotaBytes() - namespace.usedBytes() - tree.grownBytes();
    if (growth > 0 && growth > roomBytes) {
      return new Refused(ProblemCode.OVER_QUOTA, "the account has no room for it");
    }
    return done(change.apply());
  }

  private boolean isMadeOn(String parentRev, Node node) {
    if (parentRev.equals(new Rev(namespace.id(), node.jid()).toString())) {
      return true;
    }
    return Cursor.parse(parentRev).orElse(null) instanceof Cursor.Journal cursor
        && cursor.namespace() == namespace.id()
        && tree.newestJidWithin(node) <= cursor.jid();
  }

  private static EntryOutcome conflict(String parentRev, TreePath path, Node node) {
    String why = parentRev.isEmpty() ? "it is there already" : "it has changed since";
    return new Conflict(why, path, node);
  }

  private static EntryOutcome done(Node node) {
    return new Done(node.id(), node.jid());
  }

  /** The change of the tree that an entry comes to when nothing stands against it. */
  private interface Change {
    Node apply();
  }
}
