package dev.satchel.client.plan;

import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;

/**
 * One thing to do for one entry. It carries the entries as the planner saw them: they are what the
 * executor has to find before it acts.
 */
public sealed interface Change {

  /** The entry. */
  long id();

  /** Kept in the trees alone: nothing is done on either side. */
  sealed interface Bookkeeping extends Change {}

  /** Done in the folder. */
  sealed interface Here extends Change {}

  /** Asked of the server. */
  sealed interface There extends Change {}

  /** Both sides are alike, or the entry is gone from both: that is the new base. */
  record Agree(long id) implements Bookkeeping {}

  /**
   * One side deleted it and the other's is to stay: drop the base, so that what stayed is new.
   *
   * @param withBelow also of everything below that the deleting side no longer has
   */
  record Forget(long id, boolean withBelow) implements Bookkeeping {}

  /** The new local entry and the server's entry are one thing: it goes on under the server's. */
  record Adopt(LocalEntry local, long id) implements Bookkeeping {}

  /** Both changed the bytes: the local entry is a thing of its own from now on, under a new id. */
  record Part(LocalEntry local) implements Bookkeeping {
    @Override
    public long id() {
      return local.id();
    }
  }

  /** Give the local entry the name of a conflicted copy. */
  record SetAside(LocalEntry local) implements Here {
    @Override
    public long id() {
      return local.id();
    }
  }

  /** Give the local entry a passing name: it stands where another one belongs, in a ring. */
  record StepAsideHere(LocalEntry local) implements Here {
    @Override
    public long id() {
      return local.id();
    }
  }

  /** Make what the server has and the folder does not. */
  record CreateHere(RemoteEntry remote) implements Here {
    @Override
    public long id() {
      return remote.id();
    }
  }

  /**
   * Give the local entry this content.
   *
   * @param asThere it is just what the server has
   */
  record UpdateHere(LocalEntry local, Content content, boolean asThere) implements Here {
    @Override
    public long id() {
      return local.id();
    }
  }

  /** Move the local entry. */
  record MoveHere(LocalEntry local, Location to) implements Here {
    @Override
    public long id() {
      return local.id();
    }
  }

  /** Put the local entry into the local trash. */
  record DeleteHere(LocalEntry local) implements Here {
    @Override
    public long id() {
      return local.id();
    }
  }

  /** Commit what the folder has and the server does not. */
  record CreateThere(LocalEntry local) implements There {
    @Override
    public long id() {
      return local.id();
    }
  }

  /** Commit this content, which is the local entry's in bytes. */
  record UpdateThere(RemoteEntry remote, LocalEntry local, Content content) implements There {
    @Override
    public long id() {
      return remote.id();
    }
  }

  /** Commit a move. */
  record MoveThere(RemoteEntry remote, Location to) implements There {
    @Override
    public long id() {
      return remote.id();
    }
  }

  /** Commit a move to a passing name: the entry stands where another one belongs, in a ring. */
  record StepAsideThere(RemoteEntry remote) implements There {
    @Override
    public long id() {
      return remote.id();
    }
  }

  /** Commit a delete. */
  record DeleteThere(RemoteEntry remote) implements There {
    @Override
    public long id() {
      return remote.id();
    }
  }
}
