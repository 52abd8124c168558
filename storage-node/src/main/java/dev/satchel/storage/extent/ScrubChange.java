package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubMark;

/** How far the scrub has come; written when the table is written next, so never worth a sync. */
final class ScrubChange extends Change<Boolean> {

  private final Extent extent;
  private final ScrubMark mark;

  ScrubChange(Extent extent, ScrubMark mark, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.mark = mark;
  }

  @Override
  boolean apply() throws NodeException {
    // A walk passes over what is in the trash: it has not looked at every byte.
    if (extent.state() != ExtentState.SEALED) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "extent " + extent.id() + " is " + extent.state());
    }
    extent.put(extent.entry().withScrub(mark));
    return false;
  }

  @Override
  Boolean outcome() {
    return true;
  }

  @Override
  void fence(String reason) {}
}
