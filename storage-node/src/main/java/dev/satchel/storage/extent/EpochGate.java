package dev.satchel.storage.extent;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import java.util.concurrent.atomic.AtomicLong;

/** The highest manager epoch that a node has heard of: whoever has a lower one commands no more. */
final class EpochGate {

  private final AtomicLong highest = new AtomicLong();

  /** An epoch that was heard before this start. */
  void remember(long epoch) {
    highest.accumulateAndGet(epoch, Math::max);
  }

  void admit(long epoch) throws NodeException {
    long known = highest.accumulateAndGet(epoch, Math::max);
    if (epoch < known) {
      throw new NodeException(
          NodeError.STALE_EPOCH,
          "manager epoch %d, this node has heard %d: another manager leads, or the cell's database"
                  .formatted(epoch, known)
              + " is an older copy");
    }
  }
}
