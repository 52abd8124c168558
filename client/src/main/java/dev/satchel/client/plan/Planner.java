package dev.satchel.client.plan;

import dev.satchel.client.plan.Survival.Verdict;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.ThreeTrees;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Compares the three trees and says what is to be done.
 *
 * <p>Each entry is judged by itself, by what the three trees hold under its id; two entries meet
 * only where one lies in the other or both want the same name. An entry that depends on another
 * one's change waits: planning again after each round of work comes to an end, because every round
 * settles at least the topmost of the entries that others wait for.
 *
 * <p>Why nothing is lost: bytes that only this device has are in the local tree and in no other;
 * the only changes that remove local bytes are {@link Change.DeleteHere} and {@link
 * Change.UpdateHere}, and both are planned only where the base, which the server has, holds the
 * same bytes as the local tree.
 */
public final class Planner {

  private final ThreeTrees trees;
  private final Draft draft;
  private final Survival survival;
  private final Places places;
  private final Rings ringsHere;
  private final Rings ringsThere;

  private Planner(ThreeTrees trees) {
    this.trees = trees;
    this.draft = new Draft(trees);
    this.survival = new Survival(trees);
    this.places = new Places(trees, draft);
    this.ringsHere = new Rings(trees.local(), trees.remote());
    this.ringsThere = new Rings(trees.remote(), trees.local());
  }

  /**
   * Plans for these entries. The cost grows with their number and depth, not with the trees.
   *
   * @param touched ids of all entries that the trees may hold differently, or some of them
   */
  public static Plan plan(ThreeTrees trees, Collection<Long> touched) {
    Planner planner = new Planner(trees);
    for (long id : touched) {
      planner.consider(id);
    }
    return planner.draft.finish();
  }

  private void consider(long id) {
    RemoteEntry remote = trees.remote().get(id);
    LocalEntry local = trees.local().get(id);
    SyncedEntry base = trees.synced().get(id);
    if (remote != null && local != null) {
      onBothSides(remote, local, base);
    } else if (local != null) {
      onlyHere(local, base);
    } else if (remote != null) {
      onlyThere(remote, base);
    } else {
      draft.add(new Change.Agree(id));
    }
  }

  private void onlyHere(LocalEntry local, @Nullable SyncedEntry base) {
    if (base == null) {
      if (places.hasParentThere(local.at()) && places.isFreeThere(local.id(), local.at())) {
        draft.add(new Change.CreateThere(local));
      }
      return;
    }
    Verdict verdict = survival.of(local, base, trees.remote(), trees.local());
    if (verdict == Verdict.GOES) {
      draft.add(new Change.DeleteHere(local));
    } else {
      draft.add(new Change.Forget(local.id(), verdict == Verdict.STAYS_WITH_ALL_BELOW));
    }
  }

  private void onlyThere(RemoteEntry remote, @Nullable SyncedEntry base) {
    if (base == null) {
      if (places.hasParentHere(remote.at()) && places.isFreeHere(remote, remote.at())) {
        draft.add(new Change.CreateHere(remote));
      }
      return;
    }
    Verdict verdict = survival.of(remote, base, trees.local(), trees.remote());
    if (verdict != Verdict.GOES) {
      draft.add(new Change.Forget(remote.id(), verdict == Verdict.STAYS_WITH_ALL_BELOW));
    } else if (!places.goesOnHere(remote) && !trees.remote().hasChildren(remote.id())) {
      // A folder goes last: what somebody else has put into it keeps it.
      draft.add(new Change.DeleteThere(remote));
    }
  }

  private void onBothSides(RemoteEntry remote, LocalEntry local, @Nullable SyncedEntry base) {
    if (!local.at().equals(remote.at())) {
      place(remote, local, base);
      return;
    }
    Content merged =
        Merge.of(remote.content(), local.content(), base == null ? null : base.content());
    if (merged == null) {
      draft.add(new Change.Part(local));
      return;
    }
    boolean hereAgrees = merged.agrees(local.content());
    boolean thereAgrees = merged.agrees(remote.content());
    if (!hereAgrees) {
      draft.add(new Change.UpdateHere(local, merged, thereAgrees));
    }
    if (!thereAgrees) {
      draft.add(new Change.UpdateThere(remote, local, merged));
    }
    if (hereAgrees && thereAgrees) {
      draft.add(new Change.Agree(remote.id()));
    }
  }

  /** Brings both sides to one place: here's when only this side moved it, else the server's. */
  private void place(RemoteEntry remote, LocalEntry local, @Nullable SyncedEntry base) {
    boolean movedOnlyHere = base != null && remote.at().equals(base.at());
    if (movedOnlyHere && !places.wouldRing(remote.id(), local.at())) {
      moveThere(remote, local.at());
    } else {
      moveHere(local, remote);
    }
  }

  private void moveThere(RemoteEntry remote, Location to) {
    if (ringsThere.mustStepAside(remote.id())) {
      draft.add(new Change.StepAsideThere(remote));
    } else if (places.hasParentThere(to)
        && trees.remote().has(to.parent())
        && places.isFreeThere(remote.id(), to)) {
      draft.addMoveThere(new Change.MoveThere(remote, to));
    }
  }

  private void moveHere(LocalEntry local, RemoteEntry remote) {
    Location to = remote.at();
    if (ringsHere.mustStepAside(local.id())) {
      draft.add(new Change.StepAsideHere(local));
    } else if (places.hasParentHere(to)
        && !trees.local().isWithin(to.parent(), local.id())
        && places.isFreeHere(remote, to)) {
      draft.add(new Change.MoveHere(local, to));
    }
  }
}
