package dev.satchel.volume.store;

import io.netty.buffer.ByteBuf;

/** What a read found. */
public sealed interface GetOutcome {

  /**
   * The block.
   *
   * @param plain its bytes, whose SHA-256 was checked; whoever receives them releases them
   */
  record Found(ByteBuf plain) implements GetOutcome {}

  /** The index does not know the hash. */
  record Absent() implements GetOutcome {}

  /**
   * The index knows the block, but no copy could be read whole just now.
   *
   * @param why what was wrong with each copy, for a person
   */
  record Unreadable(String why) implements GetOutcome {}
}
