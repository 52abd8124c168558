package dev.satchel.client.plan;

import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.ThreeTrees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers a plan's changes and puts them in order. */
final class Draft {

  private final ThreeTrees trees;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Change> seen = new HashSet<>();
  private final Set<Long> movedThere = new HashSet<>();

  Draft(ThreeTrees trees) {
    this.trees = trees;
  }

  void add(Change change) {
    if (seen.add(change)) {
      steps.add(new Step(phase(change), depth(change), change));
    }
  }

  /**
   * Takes a move for the server unless a path of it runs through another one of this plan: if that
   * one is refused, this one would go astray.
   */
  void addMoveThere(Change.MoveThere move) {
    if (isClear(move.remote().at()) && isClear(move.to())) {
      movedThere.add(move.id());
      add(move);
    }
  }

  Plan finish() {
    steps.sort(Comparator.comparingInt(Step::phase).thenComparingInt(Step::depth));
    return new Plan(steps.stream().map(Step::change).toList());
  }

  private boolean isClear(Location at) {
    var remote = trees.remote();
    for (var folder = remote.get(at.parent());
        folder != null;
        folder = remote.get(folder.at().parent())) {
      if (movedThere.contains(folder.id())) {
        return false;
      }
    }
    return true;
  }

  private static int phase(Change change) {
    return switch (change) {
      case Change.Adopt _ -> 0;
      case Change.Agree _, Change.Forget _, Change.Part _ -> 1;
      case Change.SetAside _, Change.StepAsideHere _ -> 2;
      case Change.MoveHere _ -> 3;
      case Change.CreateHere create -> create.remote().content().isFolder() ? 3 : 4;
      case Change.UpdateHere _ -> 4;
      case Change.DeleteHere _ -> 5;
      case Change.CreateThere create -> create.local().content().isFolder() ? 6 : 7;
      case Change.UpdateThere _ -> 7;
      case Change.StepAsideThere _, Change.MoveThere _ -> 8;
      case Change.DeleteThere _ -> 9;
    };
  }

  private int depth(Change change) {
    return switch (change) {
      case Change.MoveHere move -> trees.remote().depth(move.to().parent());
      case Change.CreateHere create when create.remote().content().isFolder() ->
          trees.remote().depth(create.remote().at().parent());
      case Change.DeleteHere delete -> -trees.local().depth(delete.id());
      case Change.CreateThere create when create.local().content().isFolder() ->
          trees.local().depth(create.local().at().parent());
      default -> 0;
    };
  }

  private record Step(int phase, int depth, Change change) {}
}
