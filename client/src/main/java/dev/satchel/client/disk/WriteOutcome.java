package dev.satchel.client.disk;

import dev.satchel.client.transfer.DiskProblem;
import dev.satchel.client.tree.Facts;

/** What came of a change in the folder. */
public sealed interface WriteOutcome {

  /** Done; these are the facts of what is there now. */
  record Done(Facts facts) implements WriteOutcome {}

  /** Nothing was done: what was expected there is not what is there. */
  record WorldMoved() implements WriteOutcome {}

  /** Nothing was done: the disk would not. */
  record Failed(DiskProblem why) implements WriteOutcome {}
}
