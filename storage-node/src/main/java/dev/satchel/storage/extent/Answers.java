package dev.satchel.storage.extent;

import java.util.ArrayList;
import java.util.List;

/**
 * What is owed to the callers of a group that is durable. Writer thread only.
 *
 * <p>Invariant: each is given once, in no particular order.
 */
final class Answers {

  /** More are given by a thread of their own. */
  private static final int FEW = 4;

  private List<Runnable> owed = new ArrayList<>();

  void add(Runnable answer) {
    owed.add(answer);
  }

  /**
   * Gives all of them, or has them given: waking many callers takes as long as writing for some.
   */
  void give() {
    if (owed.isEmpty()) {
      return;
    }
    List<Runnable> due = owed;
    owed = new ArrayList<>();
    if (due.size() <= FEW) {
      due.forEach(Runnable::run);
    } else {
      Thread.startVirtualThread(() -> due.forEach(Runnable::run));
    }
  }
}
