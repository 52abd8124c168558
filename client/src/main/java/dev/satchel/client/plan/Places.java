package dev.satchel.client.plan;

import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.ThreeTrees;
import dev.satchel.client.tree.Tree;
import dev.satchel.contract.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a place can be taken, and what has to be done first when it cannot: a folder that was
 * deleted on one side comes back when the other side needs it; an entry that stands where the
 * server has another one makes way.
 */
final class Places {

  private final ThreeTrees trees;
  private final Draft draft;

  Places(ThreeTrees trees, Draft draft) {
    this.trees = trees;
    this.draft = draft;
  }

  /** Whether the folder is there on the server, or will be by the time this plan gets there. */
  boolean hasParentThere(Location at) {
    return hasParent(at.parent(), trees.remote(), trees.local());
  }

  /** Whether the folder is there on the disk, or will be by the time this plan gets there. */
  boolean hasParentHere(Location at) {
    return hasParent(at.parent(), trees.local(), trees.remote());
  }

  private boolean hasParent(long parent, Tree<?> wanting, Tree<?> having) {
    if (wanting.has(parent)) {
      return true;
    }
    if (having.get(parent) != null && trees.synced().get(parent) != null) {
      draft.add(new Change.Forget(parent, false));
      return false;
    }
    return having.get(parent) != null;
  }

  /** Whether moving the entry there would put it below itself on the server. */
  boolean wouldRing(long id, Location to) {
    return trees.remote().isWithin(to.parent(), id);
  }

  /** Whether no other entry holds the name on the server. */
  boolean isFreeThere(long id, Location at) {
    if (!trees.remote().has(at.parent())) {
      return true;
    }
    RemoteEntry occupant = trees.remote().child(at);
    if (occupant == null) {
      return true;
    }
    LocalEntry local = trees.local().get(id);
    boolean deletedHere =
        trees.local().get(occupant.id()) == null && trees.synced().get(occupant.id()) != null;
    if (local != null && deletedHere) {
      goOn(local, occupant);
    }
    // Any other occupant has a change of its own coming: it goes away, or it comes here first.
    return false;
  }

  /** Whether something new of its kind stands here where the entry was deleted. */
  boolean goesOnHere(RemoteEntry deletedHere) {
    LocalEntry local = trees.local().child(deletedHere.at());
    return local != null && goOn(local, deletedHere);
  }

  /** Deleted and made again is a save in two steps: the history goes on. */
  private boolean goOn(LocalEntry local, RemoteEntry deletedHere) {
    boolean isNew =
        trees.remote().get(local.id()) == null && trees.synced().get(local.id()) == null;
    if (isNew && local.content().kind() == deletedHere.content().kind()) {
      draft.add(new Change.Adopt(local, deletedHere.id()));
      return true;
    }
    return false;
  }

  /** Whether no other entry holds the name on the disk, for an entry that the server has there. */
  boolean isFreeHere(RemoteEntry remote, Location at) {
    if (!trees.local().has(at.parent())) {
      return true;
    }
    LocalEntry occupant = trees.local().child(at);
    if (occupant == null) {
      return true;
    }
    RemoteEntry occupantThere = trees.remote().get(occupant.id());
    SyncedEntry occupantBase = trees.synced().get(occupant.id());
    if (occupantThere == null && occupantBase == null) {
      meet(remote, occupant);
    } else if (movedOnlyHere(occupant, occupantThere, occupantBase)) {
      draft.add(new Change.SetAside(occupant));
    }
    // Any other occupant has a change of its own coming: it moves to where the server has it, or
    // into the trash.
    return false;
  }

  /** Both sides made something new under one name. */
  private void meet(RemoteEntry remote, LocalEntry occupant) {
    boolean unknownHere = trees.local().get(remote.id()) == null;
    if (unknownHere && isSameThing(remote.content(), occupant.content())) {
      draft.add(new Change.Adopt(occupant, remote.id()));
    } else {
      draft.add(new Change.SetAside(occupant));
    }
  }

  private static boolean isSameThing(Content a, Content b) {
    return a.kind() == Kind.FOLDER ? b.kind() == Kind.FOLDER : a.samePayload(b);
  }

  private static boolean movedOnlyHere(
      LocalEntry local, @Nullable RemoteEntry remote, @Nullable SyncedEntry base) {
    return remote != null
        && base != null
        && !local.at().equals(base.at())
        && remote.at().equals(base.at());
  }
}
