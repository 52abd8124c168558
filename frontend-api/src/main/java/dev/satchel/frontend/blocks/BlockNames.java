package dev.satchel.frontend.blocks;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;

/** The block that an address names. */
public final class BlockNames {

  private BlockNames() {}

  /**
   * Reads {@code {hash}} of the route.
   *
   * @throws ProblemException if it is no hash
   */
  public static BlockHash of(Request request) {
    try {
      return BlockHash.parse(request.variable("hash"));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemCode.BAD_REQUEST, "A block's name is 64 lower-case hex digits.");
    }
  }
}
