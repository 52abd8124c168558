package dev.satchel.volume.block;

import io.netty.buffer.ByteBuf;

/** What was found where a block should lie. */
public sealed interface Decoded {

  /** The block's plain bytes, proved by their hash; whoever receives them releases them. */
  record Good(ByteBuf plain) implements Decoded {}

  /** Something else, or damaged. */
  record Bad(String why) implements Decoded {}
}
