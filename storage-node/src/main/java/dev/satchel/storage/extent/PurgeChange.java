package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.SlotEntry.Mark;
import java.io.IOException;
import java.time.Duration;

/** An extent that has lain in the trash for long enough is marked: from here on it is gone. */
final class PurgeChange extends EntryChange<Boolean> {

  private final Asked asked;

  PurgeChange(Extent extent, Asked asked, long deadlineNanos) {
    super(extent, deadlineNanos);
    this.asked = asked;
  }

  /**
   * Who asked, when, and how long the extent must have lain there.
   *
   * @param atMillis since 1970, by this node's clock
   */
  record Asked(long epoch, long atMillis, Duration leastAge) {}

  @Override
  void alter() throws IOException {
    target().hear(asked.epoch());
    checkAllowed();
    target().put(target().entry().with(Mark.PURGING));
  }

  /** Refuses what is not to be purged; harmless when that was begun. */
  void checkAllowed() throws NodeException {
    SlotEntry entry = target().entry();
    if (entry.is(Mark.PURGING)) {
      return;
    }
    if (target().state() != ExtentState.TRASHED) {
      throw new NodeException(
          NodeError.BAD_REQUEST,
          "extent " + target().id() + " is " + target().state() + ", not trash");
    }
    checkAge(entry.trashed().atMillis());
  }

  private void checkAge(long trashedMillis) throws NodeException {
    Duration age = Duration.ofMillis(asked.atMillis() - trashedMillis);
    if (age.compareTo(asked.leastAge()) < 0) {
      throw new NodeException(
          NodeError.BAD_REQUEST,
          "extent "
              + target().id()
              + " has been in the trash for "
              + age
              + " only, not for "
              + asked.leastAge());
    }
  }

  @Override
  Boolean outcome() {
    return true;
  }
}
