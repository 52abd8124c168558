package dev.satchel.frontend.blocks;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.ByteBudget;
import dev.satchel.frontend.http.Payload;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.volume.store.BlockStore;
import dev.satchel.volume.store.GetOutcome;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads blocks that must be there, within the memory for bodies. */
public final class BlockReader {
  private static final Logger log = LoggerFactory.getLogger(BlockReader.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final BlockStore store;
  private final ByteBudget budget;

  public BlockReader(BlockStore store, ByteBudget budget) {
    this.store = store;
    this.budget = budget;
  }

  /**
   * The block's bytes; the caller closes them.
   *
   * @throws ProblemException 503 when no copy can be read now
   */
  public Payload read(BlockHash hash) {
    ByteBudget.Reservation share = budget.reserve(Limits.MAX_BLOCK_BYTES);
    boolean handedOver = false;
    try {
      Payload payload =
          switch (store.get(hash)) {
            case GetOutcome.Found(ByteBuf plain) -> owned(plain, share);
            case GetOutcome.Absent() -> throw unreadable(hash, "the index does not have it");
            case GetOutcome.Unreadable(String why) -> throw unreadable(hash, why);
          };
      handedOver = true;
      return payload;
    } finally {
      if (!handedOver) {
        share.close();
      }
    }
  }

  /**
   * The block's length in bytes.
   *
   * @throws ProblemException 503 when the index does not have the block
   */
  public int lengthOf(BlockHash hash) {
    return store.lengthOf(hash).orElseThrow(() -> unreadable(hash, "the index does not have it"));
  }

  private static Payload owned(ByteBuf plain, ByteBudget.Reservation share) {
    share.shrinkTo(plain.readableBytes());
    return new Payload(
        plain,
        () -> {
          plain.release();
          share.close();
        });
  }

  private static ProblemException unreadable(BlockHash hash, String why) {
    log.error("block {} is referenced and cannot be read: {}", hash, why);
    return ProblemException.retryLater(
        ProblemCode.UNAVAILABLE, "The block cannot be read now.", RETRY_AFTER);
  }
}
