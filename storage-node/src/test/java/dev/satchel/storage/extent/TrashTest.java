package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trash: what goes in, what it does there, how it comes out, and when it is gone. */
class TrashTest {

  private static final Duration DAY = StoreUnderTest.TRASH_FOR;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  private final InstantSource clock = now::get;
  private FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private StoreUnderTest store;

  @BeforeEach
  void sealOne() throws IOException {
    store = new StoreUnderTest(disk, clock);
    store.create(1);
    store.append(1, 0, bytes(5000, 1)).join();
    store.append(1, 8192, bytes(10, 2)).join();
    store.seal(1, 1, 12288).join();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void trashedExtentAnswersNothingAndIsListed() throws IOException {
    assertThat(store.trash(1, 1).join()).isEqualTo(now.get().toEpochMilli());

    assertThat(store.info(1).state()).isEqualTo(ExtentState.TRASHED);
    for (var call :
        new CompletableFuture<?>[] {
          store.read(1, 0, 1),
          store.append(1, 12288, bytes(1, 1)),
          store.claim(1, 9),
          store.close(1, 1),
          store.seal(1, 1, 12288)
        }) {
      assertThat(refusal(call).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
    }
  }

  @Test
  void trashingAgainDoesNotBeginThePeriodAgain() {
    long first = store.trash(1, 1).join();
    later(DAY.dividedBy(2));

    assertThat(store.trash(1, 1).join()).isEqualTo(first);
  }

  @Test
  void openExtentIsNotTrashed() throws IOException {
    store.create(2);

    assertThat(refusal(store.trash(1, 2)).error()).isEqualTo(NodeError.BAD_REQUEST);
    store.close(1, 2).join();
    store.trash(1, 2).join();
    assertThat(store.info(2).state()).isEqualTo(ExtentState.TRASHED);
    assertThat(store.restore(1, 2).join().state()).isEqualTo(ExtentState.CLOSED);
  }

  @Test
  void restoredExtentIsWhatItWas() throws IOException {
    store.trash(1, 1).join();

    assertThat(store.restore(1, 1).join().state()).isEqualTo(ExtentState.SEALED);
    assertThat(store.restore(1, 1).join().state()).isEqualTo(ExtentState.SEALED);
    assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
    assertThat(refusal(store.purge(1, 1)).error()).isEqualTo(NodeError.BAD_REQUEST);
  }

  @Test
  void trashSurvivesARestartAndSoDoesComingOutOfIt() throws IOException {
    store.trash(1, 1).join();
    restart();
    assertThat(store.info(1).state()).isEqualTo(ExtentState.TRASHED);
    assertThat(refusal(store.read(1, 0, 1)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);

    store.restore(1, 1).join();
    restart();
    assertThat(store.info(1).state()).isEqualTo(ExtentState.SEALED);
    assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
  }

  @Test
  void purgeWaitsForTheTrashPeriodWhateverIsAskedFor() throws IOException {
    store.trash(1, 1).join();
    later(DAY.minusMillis(1));
    assertThat(refusal(store.purge(1, 1)).error()).isEqualTo(NodeError.BAD_REQUEST);

    later(Duration.ofMillis(1));
    assertThat(refusal(purge(DAY.plusSeconds(1))).error()).isEqualTo(NodeError.BAD_REQUEST);
    restart();
    purge(DAY).join();
    assertThat(refusal(store.restore(1, 1)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
  }

  @Test
  void clockThatWentBackDoesNotPurge() {
    store.trash(1, 1).join();
    later(DAY.negated());

    assertThat(refusal(store.purge(1, 1)).error()).isEqualTo(NodeError.BAD_REQUEST);
  }

  @Test
  void oldManagerMovesNothingIntoTheTrashNorOut() {
    store.trash(5, 1).join();
    later(DAY);

    assertThat(refusal(store.restore(4, 1)).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(refusal(store.purge(4, 1)).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(refusal(store.trash(4, 1)).error()).isEqualTo(NodeError.STALE_EPOCH);
  }

  @Test
  void purgedSlotIsFreeReadsAsZerosAndIsUsedAgain() throws IOException {
    long position = store.info(1).dataPosition() - 4096;
    store.trash(1, 1).join();
    later(DAY);
    store.purge(1, 1).join();

    assertThat(store.store.list()).isEmpty();
    assertThat(store.store.disks().getFirst().freeSlots()).isEqualTo(2);
    ByteBuffer slot = PageMemory.allocate((int) StoreUnderTest.SLOT_BYTES);
    disk.read(position, slot);
    assertThat(slot.flip()).isEqualTo(ByteBuffer.allocate((int) StoreUnderTest.SLOT_BYTES));
    assertThat(refusal(store.purge(1, 1)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);

    assertThat(store.create(3).dataPosition()).isEqualTo(position + 4096);
    restart();
    assertThat(store.info(3).state()).isEqualTo(ExtentState.OPEN);
    assertThat(store.info(3).endOffset()).isZero();
  }

  /** Header and first data page, by which a slot looks free, are the last to go. */
  @Test
  void slotOfAnEndedPurgeIsKeptUntilItIsZerosAlsoWhenTheTableIsLost() throws IOException {
    store.create(2);
    store.append(2, 0, bytes(45_000, 3)).join();
    store.close(1, 2).join();
    store.trash(1, 2).join();
    later(DAY);
    FaultyDisk trashed = disk.afterKill();
    boolean purged = false;
    for (int nth = 1; !purged; nth++) {
      FaultyDisk dying = trashed.afterKill();
      try (StoreUnderTest before = new StoreUnderTest(dying, clock)) {
        dying.crashAtChange(nth);
        purged = before.purge(1, 2).handle((done, crashed) -> crashed == null).join();
      }
      for (FaultyDisk crashed : List.of(dying.afterKill(), dying.afterPowerCut(new Random(nth)))) {
        crashed.zero(DiskGeometry.TABLE_POSITION, 2 * DiskGeometry.PAGE_BYTES);
        assertSecondSlotIsFreeOnlyWhenZeros(crashed, "crash at change " + nth);
      }
    }
  }

  private static void assertSecondSlotIsFreeOnlyWhenZeros(FaultyDisk crashed, String when)
      throws IOException {
    long slot = (1 << 20) + StoreUnderTest.SLOT_BYTES;
    try (StoreUnderTest after = new StoreUnderTest(crashed)) {
      if (after.store.disks().getFirst().freeSlots() == 1) {
        long end = slot + StoreUnderTest.SLOT_BYTES;
        assertThat(crashed.nextData(slot)).as(when).isGreaterThanOrEqualTo(end);
      }
    }
  }

  /** Whatever is lost besides, what is left of it is never taken for an extent. */
  @Test
  void extentWhosePurgeWasCutShortIsWholeOrIsNotThere() throws IOException {
    store.trash(1, 1).join();
    later(DAY);
    FaultyDisk trashed = disk.afterKill();
    boolean purged = false;
    for (int nth = 1; !purged; nth++) {
      store.close();
      disk = trashed.afterKill();
      store = new StoreUnderTest(disk, clock);
      disk.crashAtChange(nth);
      purged = store.purge(1, 1).handle((done, crashed) -> crashed == null).join();
      disk = disk.afterKill();
      disk.zero(8192, 2 * 4096);
      store.close();
      store = new StoreUnderTest(disk, clock);
      for (var extent : store.store.list()) {
        assertThat(extent.state()).as("crash at change %d", nth).isEqualTo(ExtentState.SEALED);
        assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
      }
    }
  }

  @Test
  void twoPurgesOfOneExtentFreeItsSlotOnceAndTouchNoLaterExtent() throws IOException {
    store.trash(1, 1).join();
    later(DAY);
    var first = store.purge(1, 1);
    var second = store.purge(1, 1);
    first.join();
    assertThat(second.handle((done, refused) -> true).join()).isTrue();
    store.create(3);
    store.append(3, 0, bytes(10, 3)).join();

    assertThat(store.store.disks().getFirst().freeSlots()).isEqualTo(1);
    restart();
    assertThat(store.payload(3, 0, 10)).isEqualTo(bytes(10, 3));
  }

  @Test
  void fencedExtentCanBeTrashedAndIsFencedWhenItComesBack() throws IOException {
    store.create(2);
    disk.failChange(2);
    refusal(store.append(2, 0, bytes(10, 3)));
    assertThat(store.info(2).state()).isEqualTo(ExtentState.FENCED);

    store.trash(1, 2).join();
    restart();
    assertThat(store.info(2).state()).isEqualTo(ExtentState.TRASHED);
    assertThat(store.restore(1, 2).join().state()).isEqualTo(ExtentState.FENCED);
  }

  @Test
  void scrubMarkOutlivesTheNodeAndBeginsWithTheSeal() throws IOException {
    assertThat(mark()).isEqualTo(ScrubMark.verifiedAt(now.get().toEpochMilli()));

    ScrubMark walking = new ScrubMark(now.get().toEpochMilli(), 7, 4096, 1);
    store.store.noteScrub(new ExtentId(1), walking, StoreUnderTest.deadline()).join();
    assertThat(mark()).isEqualTo(walking);
    store.close();
    store = new StoreUnderTest(disk, clock);
    assertThat(mark()).isEqualTo(walking);
  }

  private ScrubMark mark() throws NodeException {
    return store.store.scrubMark(new ExtentId(1));
  }

  private CompletableFuture<Void> purge(Duration leastAge) {
    return store.store.purge(1, new ExtentId(1), leastAge, StoreUnderTest.deadline());
  }

  private void later(Duration by) {
    now.updateAndGet(at -> at.plus(by));
  }

  /** The node is killed and started again. */
  private void restart() throws IOException {
    FaultyDisk after = disk.afterKill();
    store.close();
    disk = after;
    store = new StoreUnderTest(disk, clock);
  }
}
