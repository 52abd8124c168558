package dev.satchel.storage.pull;

import static dev.satchel.storage.pull.PullingNode.MEBIBYTE;
import static dev.satchel.storage.pull.PullingNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.pull.FakePeer.Mood;
import dev.satchel.storage.pull.PullingNode.Room;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.throttle.Throttles;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pull does when its peer or its disk is not as it should be. */
class PullServiceTest extends PullTest {

  @Test
  void pullHoldsNoMoreThanItsShareHoweverSlowTheDiskIs() throws Exception {
    int pages = 20;
    FakePeer large = new FakePeer(pages * MEBIBYTE);
    Room room = new Room(1, 24 * MEBIBYTE);
    FaultyDisk slow = room.blankDisk();
    try (var other = new PullingNode(slow, room, large, POLICY)) {
      other.create(1, ID);
      Semaphore syncs = new Semaphore(1);
      slow.holdSyncs(syncs);
      CompletableFuture<Long> pull = other.pull(1, ID, pages * MEBIBYTE);
      long most = (long) NodeRuntimeConfig.PULL_PAGES * MEBIBYTE;
      await(() -> large.heldBytes() == most);
      syncs.release(1000);

      assertThat(pull.join()).isEqualTo((long) pages * MEBIBYTE);
      assertThat(large.mostHeldBytes()).isEqualTo(most);
      assertThat(large.heldBytes()).isZero();
      other.checkIsCopy(ID, "at the end");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"WRONG", "ELSEWHERE", "GONE"})
  void peerThatLiesOrDiesLeavesOnlyProvedPagesAndThePullGoesOn(Mood mood) throws Exception {
    peer.answering(nth -> nth == 3 ? mood : Mood.HONEST);

    NodeException refused = refusal(node.pull(1, ID, LENGTH));

    assertThat(refused.error())
        .isEqualTo(mood == Mood.GONE ? NodeError.SOURCE_FAILED : NodeError.SOURCE_CORRUPT);
    assertThat(node.info(ID).endOffset()).isEqualTo(2L * MEBIBYTE);
    node.checkIsCopy(ID, "after the lie");
    peer.answering(nth -> Mood.HONEST);
    assertThat(node.pull(1, ID, LENGTH).join()).isEqualTo(LENGTH);
    assertThat(peer.reads()).as("pages that were still missing").isEqualTo(2);
    node.checkIsCopy(ID, "at the end");
  }

  @Test
  void pageThatTheOrderItselfIsWrongAboutIsNotWritten() throws Exception {
    PullOrder right = peer.order(0, LENGTH);
    int[] checksums = right.pageChecksums().clone();
    checksums[0]++;

    NodeException refused =
        refusal(node.pull(1, ID, new PullOrder(right.source(), 0, LENGTH, checksums)));

    assertThat(refused.error()).isEqualTo(NodeError.SOURCE_CORRUPT);
    assertThat(node.info(ID).endOffset()).isZero();
  }

  @Test
  void peerThatIsBusyIsAskedAgain() throws Exception {
    peer.answering(nth -> nth == 2 || nth == 5 ? Mood.BUSY : Mood.HONEST);
    long began = System.nanoTime();

    assertThat(node.pull(1, ID, LENGTH).join()).isEqualTo(LENGTH);
    assertThat(System.nanoTime() - began)
        .as("the peer was left alone in between")
        .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
    node.checkIsCopy(ID, "at the end");
  }

  @Test
  void peerThatIsBusyForEverIsAskedOnlyUntilTheManagerIsReplaced() throws Exception {
    peer.answering(nth -> Mood.BUSY);
    CompletableFuture<Long> pull = node.pull(1, ID, LENGTH);
    await(() -> peer.reads() > 4);

    node.create(2, 9);

    assertThat(refusal(pull).error()).isEqualTo(NodeError.STALE_EPOCH);
  }

  @Test
  void peerThatNeverAnswersIsWaitedForUntilTheDeadlineOnly() throws Exception {
    peer.answering(nth -> nth == 2 ? Mood.SILENT : Mood.HONEST);
    long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);

    NodeException refused = refusal(node.pulls.pull(job(soon)));

    assertThat(refused.error()).isEqualTo(NodeError.TIMED_OUT);
    assertThat(System.nanoTime()).isGreaterThan(soon);
    assertThat(peer.heldBytes()).isZero();
    peer.answering(nth -> Mood.HONEST);
    assertThat(node.pull(1, ID, LENGTH).join()).isEqualTo(LENGTH);
  }

  @Test
  void pullWhoseDeadlinePassesInTheDiskAnswersWhenTheDiskHasLetGo() throws Exception {
    assertThat(node.pull(1, ID, MEBIBYTE).join()).isEqualTo(MEBIBYTE);
    Semaphore syncs = new Semaphore(0);
    disk.holdSyncs(syncs);
    long soon = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    CompletableFuture<Long> late =
        node.pulls.pull(new PullJob(1, new ExtentId(ID), peer.order(0, 2 * MEBIBYTE), soon));
    await(() -> peer.heldBytes() == MEBIBYTE);
    await(() -> System.nanoTime() > soon + TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(peer.heldBytes()).isEqualTo(MEBIBYTE);
    assertThat(late).isNotDone();

    syncs.release(1000);

    assertThat(refusal(late).error()).isEqualTo(NodeError.TIMED_OUT);
    assertThat(peer.heldBytes()).isZero();
    assertThat(node.info(ID).endOffset()).isEqualTo(2L * MEBIBYTE);
    assertThat(node.pull(1, ID, LENGTH).join()).isEqualTo(LENGTH);
  }

  @Test
  void extentThatIsSealedWithThesePagesIsDoneAndWithOthersIsRefused() throws Exception {
    node.pull(1, ID, LENGTH).join();
    SealedExtent sealed = node.seal(1, ID, LENGTH).join();
    assertThat(sealed.pageChecksums()).isEqualTo(peer.order(0, LENGTH).pageChecksums());
    peer.answering(nth -> Mood.HONEST);

    assertThat(node.pull(1, ID, LENGTH).join()).isEqualTo(LENGTH);
    assertThat(node.pull(1, ID, peer.order(MEBIBYTE, MEBIBYTE)).join()).isEqualTo(LENGTH);
    assertThat(refusal(node.pull(1, ID, 8192)).error()).isEqualTo(NodeError.NOT_OPEN);
    assertThat(refusal(node.pull(1, ID, LENGTH + 4096)).error()).isEqualTo(NodeError.NOT_OPEN);
    PullOrder foreign =
        new PullOrder(new PullSource(FakePeer.ADDRESS, FakePeer.THERE), 0, 4096, new int[1]);
    assertThat(refusal(node.pull(1, ID, foreign)).error()).isEqualTo(NodeError.NOT_OPEN);
    long far = Long.MAX_VALUE / MEBIBYTE * MEBIBYTE - MEBIBYTE;
    PullOrder away = new PullOrder(foreign.source(), far, 4096, new int[1]);
    assertThat(refusal(node.pull(1, ID, away)).error()).isEqualTo(NodeError.NOT_OPEN);
    assertThat(peer.reads()).isZero();
  }

  @Test
  void rangeBehindTheEndOrTheExtentIsRefusedHoweverFar() throws Exception {
    long far = Long.MAX_VALUE / MEBIBYTE * MEBIBYTE - MEBIBYTE;
    PullSource source = new PullSource(FakePeer.ADDRESS, FakePeer.THERE);

    for (long offset : new long[] {MEBIBYTE, far}) {
      PullOrder order = new PullOrder(source, offset, MEBIBYTE, new int[1]);
      assertThat(refusal(node.pull(1, ID, order)).error()).isEqualTo(NodeError.OFFSET_MISMATCH);
    }
    PullOrder huge =
        new PullOrder(
            source, 0, (long) PullOrder.MOST_PAGES * MEBIBYTE, new int[PullOrder.MOST_PAGES]);
    assertThat(refusal(node.pull(1, ID, huge)).error()).isEqualTo(NodeError.NO_SPACE);
    assertThat(peer.reads()).isZero();
  }

  @Test
  void pullMayFillAnExtentToItsLastByte() throws Exception {
    FakePeer large = new FakePeer(2 * MEBIBYTE);
    Room room = new Room(1, 2 * MEBIBYTE);
    try (var other = new PullingNode(room.blankDisk(), room, large, POLICY)) {
      int capacity = Math.toIntExact(other.create(1, ID).capacityBytes());

      assertThat(refusal(other.pull(1, ID, capacity + 4096)).error()).isEqualTo(NodeError.NO_SPACE);
      assertThat(other.pull(1, ID, capacity).join()).isEqualTo(capacity);
      other.checkIsCopy(ID, "at the end");
    }
  }

  @Test
  void pullKeepsToTheRateOfRepair() {
    long bytesPerSecond = 10 * MEBIBYTE;
    Throttles throttles = new Throttles(bytesPerSecond, 1, System::nanoTime);
    try (PullService pulls = new PullService(node.store, peer, throttles, new Semaphore(1))) {
      long began = System.nanoTime();
      pulls.pull(job(PullingNode.deadline())).join();
      // Two pages are free: one that was saved up, and one that is owed.
      assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  @Test
  void pullThatWouldHaveToWaitBeyondItsDeadlineEndsAtOnce() {
    Throttles throttles = new Throttles(1, 1, System::nanoTime);
    try (PullService pulls = new PullService(node.store, peer, throttles, new Semaphore(1))) {
      assertThat(refusal(pulls.pull(job(PullingNode.deadline()))))
          .hasMessageContaining("its turn is after its deadline");
    }
  }

  private PullJob job(long deadlineNanos) {
    return new PullJob(1, new ExtentId(ID), peer.order(0, LENGTH), deadlineNanos);
  }

  @Test
  void addressOfNobodyIsRefused() {
    PullOrder order = new PullOrder(new PullSource("nowhere", FakePeer.THERE), 0, 4096, new int[1]);

    assertThat(refusal(node.pull(1, ID, order)).error()).isEqualTo(NodeError.BAD_REQUEST);
  }

  @Test
  void errorOfTheProgramIsAnsweredAndKeepsNoPlace() {
    Peers broken =
        address -> {
          throw new NoClassDefFoundError("of this test");
        };
    Throttles throttles = new Throttles(1, 1, System::nanoTime);
    try (PullService pulls = new PullService(node.store, broken, throttles, new Semaphore(1))) {
      PullJob job = job(PullingNode.deadline());
      assertThat(refusal(pulls.pull(job)).error()).isEqualTo(NodeError.IO_ERROR);
      assertThat(refusal(pulls.pull(job)).error()).isEqualTo(NodeError.IO_ERROR);
    }
  }

  @Test
  void writeThatFailsFencesTheCopyAndNothingOfItIsBelieved() throws Exception {
    node.pull(1, ID, MEBIBYTE).join();
    // The first change is the pages' write or the entry's, whichever comes first.
    disk.failChange(2);

    assertThat(refusal(node.pull(1, ID, LENGTH)).error())
        .isIn(NodeError.IO_ERROR, NodeError.FENCED);

    assertThat(node.info(ID).state()).isEqualTo(ExtentState.FENCED);
    node.checkIsCopy(ID, "below its end");
    assertThat(refusal(node.pull(1, ID, LENGTH)).error()).isEqualTo(NodeError.FENCED);
  }

  @Test
  void fullDiskSaysSoBeforeAnythingIsRead() throws Exception {
    node.create(1, 9);
    node.create(1, 10);

    assertThat(
            refusal(node.store.create(1, new ExtentId(11), 1, 0, PullingNode.deadline())).error())
        .isEqualTo(NodeError.NO_SPACE);
    assertThat(refusal(node.pull(1, 11, LENGTH)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
    assertThat(peer.reads()).isZero();
  }
}
