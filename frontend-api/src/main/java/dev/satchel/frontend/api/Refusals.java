package dev.satchel.frontend.api;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.metadata.RefusedException;
import dev.satchel.volume.store.StoreFullException;
import dev.satchel.volume.store.StoreUnavailableException;

/** What the modules below refuse, in the words of HTTP. */
final class Refusals {

  private Refusals() {}

  /** The problem that the caller is told; the exception itself when it is a fault of ours. */
  static RuntimeException of(RuntimeException thrown) {
    return switch (thrown) {
      case RefusedException refused ->
          new ProblemException(refused.code(), String.valueOf(refused.getMessage()));
      case StoreFullException full ->
          new ProblemException(ProblemCode.NO_SPACE, "The store has no space left.");
      case StoreUnavailableException unavailable ->
          ProblemException.retryLater(
              ProblemCode.UNAVAILABLE, "The store cannot do this now.", unavailable.retryAfter());
      default -> thrown;
    };
  }
}
