package dev.satchel.volume.members;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what nodes answer. Their futures end by their own deadlines, so the wait does too. */
public final class NodeCalls {

  private NodeCalls() {}

  /** The answer, or the node's exception. */
  public static <T> T await(CompletableFuture<T> call) throws NodeException {
    try {
      return call.join();
    } catch (CompletionException e) {
      throw asNodeException(e);
    }
  }

  /** What a node's future failed with. */
  public static NodeException asNodeException(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof NodeException e) {
      return e;
    }
    return new NodeException(
        NodeError.UNREACHABLE, "the call failed: " + cause, cause == null ? failure : cause);
  }
}
