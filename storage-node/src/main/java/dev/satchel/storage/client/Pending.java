package dev.satchel.storage.client;

import dev.satchel.storage.NodeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A request that was sent and waits for its answer. Lives on the link's event loop.
 *
 * @param mostBodyBytes a longer answer is not one to this request
 * @param deadline fires when nobody waits any more
 */
record Pending(CompletableFuture<Answer> answer, int mostBodyBytes, Future<?> deadline) {

  void complete(Answer done) {
    deadline.cancel(false);
    if (!answer.complete(done)) {
      done.body().release();
    }
  }

  void fail(NodeException failure) {
    deadline.cancel(false);
    answer.completeExceptionally(failure);
  }
}
