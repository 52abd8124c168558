package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.Footer;
import java.io.IOException;

/** The footer of an extent that is frozen and whose pages were read and summed. */
final class SealChange extends Change<SealedExtent> {

  private final Extent extent;
  private final SealedExtent seal;
  private final long epoch;

  SealChange(Extent extent, SealedExtent seal, long epoch, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.seal = seal;
    this.epoch = epoch;
  }

  @Override
  boolean apply() throws IOException {
    SealedExtent before = extent.sealed();
    if (before != null) {
      checkSame(before);
      return false;
    }
    if (!extent.state().mayBecome(ExtentState.SEALED)) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "extent " + extent.id() + " is " + extent.state());
    }
    Footer footer =
        new Footer(
            extent.id(), extent.header().bucketId(), extent.header().generation(), epoch, seal);
    extent.disk().writeFooter(extent.header().slot(), footer);
    return true;
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
    extent.fence(reason);
  }
}
