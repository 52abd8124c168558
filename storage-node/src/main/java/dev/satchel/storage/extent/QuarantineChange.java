package dev.satchel.storage.extent;

import dev.satchel.storage.format.Quarantine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One copy of the mark of a disk that an operator keeps apart, or does so no more. The disk takes
 * no more data from the moment that the first copy is about to be written, whether that works or
 * not; it takes data again only when both copies say so.
 */
final class QuarantineChange extends Change<Quarantine> {

  private final DiskStore disk;
  private final @Nullable Said said;

  /**
   * What an operator says.
   *
   * @param apart whether the disk is to be kept apart
   */
  record Said(boolean apart, String reason, long atMillis, long epoch) {}

  /** A change of the first copy, which is what is said, or of the second one, which repeats it. */
  QuarantineChange(DiskStore disk, @Nullable Said said, long deadlineNanos) {
    super(deadlineNanos);
    this.disk = disk;
    this.said = said;
  }

  @Override
  boolean apply() throws IOException {
    if (said != null) {
      say(said);
    }
    if (disk.marks().current().isSet()) {
      disk.health().keep(disk.marks().current());
    }
    disk.marks().write();
    return true;
  }

  /** What was said before in the same words holds since then, also when another manager says it. */
  private void say(Said now) {
    Quarantine known = disk.marks().current();
    boolean isKnown = known.isSet() == now.apart() && known.reason().equals(now.reason());
    if (!isKnown) {
      disk.marks().say(now.apart() ? now.atMillis() : 0, now.epoch(), now.reason());
    } else if (now.epoch() > known.epoch()) {
      disk.marks().say(known.sinceMillis(), now.epoch(), known.reason());
    }
  }

  @Override
  Quarantine outcome() {
    disk.marks().synced();
    Quarantine now = disk.marks().current();
    if (said == null) {
      disk.health().keep(now);
    }
    return now;
  }

  @Override
  void fence(String reason) {
    disk.marks().failed();
  }
}
