package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.Footer;
import java.io.IOException;

/** The footer of an extent that is frozen and whose pages were read and summed. */
final class SealChange extends Change<SealedExtent> {

  private final Extent extent;
  private final SealedExtent seal;
  private final Asked asked;

  SealChange(Extent extent, SealedExtent seal, Asked asked, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.seal = seal;
    this.asked = asked;
  }

  /**
   * Who asked, and when.
   *
   * @param atMillis since 1970: every byte was proved at or after this moment
   */
  record Asked(long epoch, long atMillis) {}

  @Override
  boolean apply() throws IOException {
    extent.hear(asked.epoch());
    extent.checkNotTrashed();
    // Another seal may be in this very group.
    SealedExtent before = extent.footer();
    if (before != null) {
      checkSame(before);
      return extent.hasNews();
    }
    if (!extent.state().mayBecome(ExtentState.SEALED)) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "extent " + extent.id() + " is " + extent.state());
    }
    extent.writing(seal);
    writeFooter();
    extent.put(extent.entry().withScrub(ScrubMark.verifiedAt(asked.atMillis())));
    return true;
  }

  private void writeFooter() throws IOException {
    ExtentHeader header = extent.header();
    Footer footer =
        new Footer(header.id(), header.bucketId(), header.generation(), asked.epoch(), seal);
    extent.disk().writeFooter(header.slot(), footer);
  }

  private void checkSame(SealedExtent before) throws NodeException {
    if (!before.equals(seal)) {
      throw new NodeException(
          NodeError.BAD_REQUEST,
          "extent " + extent.id() + " is sealed at " + before.lengthBytes() + " already");
    }
  }

  @Override
  SealedExtent outcome() {
    if (extent.sealed() == null) {
      extent.sealAt(seal);
    }
    return seal;
  }

  @Override
  void fence(String reason) {
    extent.writing(extent.sealed());
    extent.fence(reason);
  }
}
