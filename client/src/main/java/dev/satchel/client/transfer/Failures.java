package dev.satchel.client.transfer;

import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.ProblemCode;

/** Tells failures of one block from those that the next block would meet as well. */
final class Failures {

  private Failures() {}

  static boolean concernAll(ServerException e) {
    return switch (e) {
      case ServerException.Unreachable _ -> true;
      case ServerException.Refused r -> r.retryable() || r.is(ProblemCode.NOT_SIGNED_IN);
      case ServerException.BadAnswer _ -> false;
    };
  }
}
