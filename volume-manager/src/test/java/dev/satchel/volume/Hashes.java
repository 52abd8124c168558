package dev.satchel.volume;

import dev.satchel.contract.BlockHash;
import java.util.Random;

/** Hashes for tests that need no bytes behind them. */
public final class Hashes {

  private Hashes() {}

  /** A hash that looks like any other, the same for the same number. */
  public static BlockHash hash(long number) {
    Random random = new Random(number);
    return new BlockHash(
        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }
}
