package dev.satchel.storage.pull;

import static dev.satchel.storage.pull.PullingNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.pull.FakePeer.Mood;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Pulls of several managers, of one extent, and more of them than there is room for. */
class CompetingPullsTest extends PullTest {

  @Test
  void managerThatWasReplacedPullsNothing() {
    node.create(5, 9);

    assertThat(refusal(node.pull(4, ID, LENGTH)).error()).isEqualTo(NodeError.STALE_EPOCH);
    node.pull(5, ID, LENGTH).join();
    node.seal(5, ID, LENGTH).join();
    assertThat(refusal(node.pull(4, ID, LENGTH)).error()).isEqualTo(NodeError.STALE_EPOCH);
  }

  @Test
  void pullEndsAtTheNextPageWhenAnotherManagerCommands() throws Exception {
    peer.answering(nth -> {
      if (nth == 3) {
        node.create(2, 9);
      }
      return Mood.HONEST;
    });

    assertThat(refusal(node.pull(1, ID, LENGTH)).error()).isEqualTo(NodeError.STALE_EPOCH);

    assertThat(node.info(ID).endOffset()).isLessThan(LENGTH);
    assertThat(node.pull(2, ID, LENGTH).join()).isEqualTo(LENGTH);
    node.checkIsCopy(ID, "at the end");
  }

  @Test
  void secondPullOfAnExtentIsRefusedAndOneOfANewerManagerEndsTheFirst() throws Exception {
    peer.answering(nth -> nth < 3 ? Mood.HONEST : Mood.SILENT);
    CompletableFuture<Long> first = node.pull(1, ID, LENGTH);
    await(() -> peer.reads() == 4);

    assertThat(refusal(node.pull(1, ID, LENGTH)).error()).isEqualTo(NodeError.BUSY);
    assertThat(first).isNotDone();
    assertThat(refusal(node.pull(2, ID, LENGTH)).error()).isEqualTo(NodeError.BUSY);

    assertThat(refusal(first).error()).isEqualTo(NodeError.STALE_EPOCH);
    peer.answering(nth -> Mood.HONEST);
    assertThat(node.pull(2, ID, LENGTH).join()).isEqualTo(LENGTH);
    node.checkIsCopy(ID, "at the end");
  }

  @Test
  void secondPullOfTheSameManagerDoesNotEndTheFirst() {
    Semaphore syncs = new Semaphore(0);
    disk.holdSyncs(syncs);
    CompletableFuture<Long> first = node.pull(1, ID, LENGTH);
    assertThat(refusal(node.pull(1, ID, LENGTH)).error()).isEqualTo(NodeError.BUSY);
    syncs.release(1000);

    assertThat(first.join()).isEqualTo(LENGTH);
  }

  @Test
  void placesOfPullsThatEndedAreFreeAgain() {
    node.create(1, 9);
    node.create(1, 10);
    peer.answering(nth -> Mood.SILENT);
    CompletableFuture<Long> one = node.pull(1, ID, LENGTH);
    CompletableFuture<Long> two = node.pull(1, 9, LENGTH);
    await(() -> peer.reads() == 2 * Puller.PAGES_AHEAD);

    assertThat(refusal(node.pull(1, 10, LENGTH)).error()).isEqualTo(NodeError.BUSY);

    // A newer manager ends both.
    assertThat(refusal(node.pull(2, ID, LENGTH)).error()).isEqualTo(NodeError.BUSY);
    assertThat(refusal(node.pull(2, 9, LENGTH)).error()).isEqualTo(NodeError.BUSY);
    assertThat(refusal(one).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(refusal(two).error()).isEqualTo(NodeError.STALE_EPOCH);
    peer.answering(nth -> Mood.HONEST);
    for (long id : new long[] {ID, 9, 10}) {
      assertThat(node.pull(2, id, LENGTH).join()).isEqualTo(LENGTH);
    }
  }
}
