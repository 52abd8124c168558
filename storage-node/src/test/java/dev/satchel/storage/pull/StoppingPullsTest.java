package dev.satchel.storage.pull;

import static dev.satchel.storage.pull.PullingNode.MEBIBYTE;
import static dev.satchel.storage.pull.PullingNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.pull.FakePeer.Mood;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What becomes of pulls when their node stops. */
class StoppingPullsTest extends PullTest {

  @Test
  void nodeThatStopsEndsItsPulls() throws Exception {
    peer.answering(nth -> nth == 1 ? Mood.HONEST : Mood.SILENT);
    CompletableFuture<Long> pull = node.pull(1, ID, LENGTH);
    await(() -> peer.reads() == 4);

    node.close();

    assertThat(refusal(pull).error()).isEqualTo(NodeError.UNREACHABLE);
  }

  @Test
  void nodeStopsWhenItsPullsHaveLetGoOfItsDisks() throws Exception {
    node.pull(1, ID, MEBIBYTE).join();
    Semaphore syncs = new Semaphore(0);
    disk.holdSyncs(syncs);
    CompletableFuture<Long> pull = node.pull(1, ID, 2 * MEBIBYTE);
    await(() -> peer.heldBytes() == MEBIBYTE);
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(node.pulls::close);
    assertThatThrownBy(() -> stopping.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    syncs.release(1000);

    stopping.join();
    assertThat(pull).isDone();
  }

  @Test
  void nodeThatHasStoppedBeginsNoPull() {
    node.pulls.close();

    assertThat(refusal(node.pull(1, ID, LENGTH)).error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(peer.reads()).isZero();
  }
}
