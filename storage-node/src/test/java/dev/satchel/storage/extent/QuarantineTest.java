package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.QuarantineFormat;
import dev.satchel.storage.format.SuperblockFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that an operator keeps apart: what it does no more, and that it remembers. */
@Timeout(60)
class QuarantineTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String REASON = "a cable that löst sich";
  private static final String SAID = "since 2026-11-22T12:00:00Z: " + REASON;

  private FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);

  private StoreUnderTest open() throws IOException {
    return new StoreUnderTest(disk, () -> NOON);
  }

  private static DiskInfo disk(StoreUnderTest store) {
    return store.store.disks().getFirst();
  }

  private static CompletableFuture<DiskInfo> keep(
      StoreUnderTest store, long epoch, boolean apart, String reason) {
    QuarantineOrder order = new QuarantineOrder(disk(store).id(), apart, reason);
    return store.store.keepDisk(epoch, order, StoreUnderTest.deadline());
  }

  private static void keepApart(StoreUnderTest store) {
    DiskInfo answer = keep(store, 1, true, REASON).join();
    assertThat(answer.state()).isEqualTo(DiskState.QUARANTINED);
    assertThat(answer.reason()).isEqualTo(SAID);
  }

  @Test
  void takesNoExtentsAndNoAppendsAndIsReadAndSealedAsBefore() throws IOException {
    try (StoreUnderTest store = open()) {
      store.create(1);
      store.append(1, 0, bytes(10, 1)).join();
      keepApart(store);

      assertThat(refusal(store.append(1, 4096, bytes(10, 2))).error()).isEqualTo(NodeError.FENCED);
      assertThat(refusal(store.append(1, 4096, bytes(10, 2)))).hasMessageContaining(REASON);
      assertThat(
              refusal(store.store.create(1, new ExtentId(2), 2, 0, StoreUnderTest.deadline()))
                  .error())
          .isEqualTo(NodeError.NO_SPACE);
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
      assertThat(store.close(1, 1).join()).isEqualTo(4096);
      assertThat(store.seal(1, 1, 4096).join().lengthBytes()).isEqualTo(4096);
      assertThat(store.trash(1, 1).join()).isPositive();
    }
  }

  @Test
  void creationGoesToAnotherDisk() throws IOException {
    try (StoreUnderTest store = open()) {
      keepApart(store);
      String other =
          store.store.addDisk(
              new FaultyDisk(StoreUnderTest.DISK_BYTES),
              new DiskSetup(
                  StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, StoreUnderTest.DISK_BYTES, true));

      assertThat(store.create(1).diskId()).isEqualTo(other);
      assertThat(store.create(2).diskId()).isEqualTo(other);
    }
  }

  @Test
  void isRememberedByTheDiskUntilItIsReleased() throws IOException {
    try (StoreUnderTest store = open()) {
      store.create(1);
      keepApart(store);
      disk = disk.afterPowerCut(new Random(1));
    }
    try (StoreUnderTest store = open()) {
      assertThat(disk(store).state()).isEqualTo(DiskState.QUARANTINED);
      assertThat(disk(store).reason()).isEqualTo(SAID);
      assertThat(refusal(store.append(1, 0, bytes(10, 1))).error()).isEqualTo(NodeError.FENCED);

      assertThat(keep(store, 1, false, "").join().state()).isEqualTo(DiskState.OK);
      assertThat(store.append(1, 0, bytes(10, 1)).join()).isEqualTo(4096);
      disk = disk.afterPowerCut(new Random(1));
    }
    try (StoreUnderTest store = open()) {
      assertThat(disk(store).state()).isEqualTo(DiskState.OK);
      assertThat(store.create(2).diskId()).isEqualTo(disk(store).id());
    }
  }

  @Test
  void holdsSinceItWasFirstSaidInTheseWords() throws IOException {
    try (StoreUnderTest store = open()) {
      keepApart(store);
    }
    try (StoreUnderTest store = new StoreUnderTest(disk, () -> NOON.plusSeconds(60))) {
      keepApart(store);
      assertThat(keep(store, 1, true, "it smells").join().reason())
          .isEqualTo("since 2026-11-22T12:01:00Z: it smells");
    }
  }

  @Test
  void managerThatWasReplacedIsNotObeyed() throws IOException {
    try (StoreUnderTest store = open()) {
      keep(store, 7, true, REASON).join();
      assertThat(refusal(keep(store, 6, false, "")).error()).isEqualTo(NodeError.STALE_EPOCH);
    }
    try (StoreUnderTest store = open()) {
      assertThat(refusal(keep(store, 6, false, "")).error()).isEqualTo(NodeError.STALE_EPOCH);
      assertThat(keep(store, 7, false, "").join().state()).isEqualTo(DiskState.OK);
    }
  }

  @Test
  void whoeverRepeatsItShutsEarlierManagersOutAlso() throws IOException {
    for (boolean apart : new boolean[] {true, false}) {
      disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
      try (StoreUnderTest store = open()) {
        keep(store, 7, apart, REASON).join();
      }
      try (StoreUnderTest store = new StoreUnderTest(disk, () -> NOON.plusSeconds(60))) {
        assertThat(keep(store, 8, apart, REASON).join().reason()).isEqualTo(apart ? SAID : "");
      }
      try (StoreUnderTest store = open()) {
        assertThat(refusal(keep(store, 7, false, "")).error()).isEqualTo(NodeError.STALE_EPOCH);
      }
    }
  }

  @Test
  void diskOfAnotherNodeIsRefused() throws IOException {
    try (StoreUnderTest store = open()) {
      QuarantineOrder other = new QuarantineOrder("other", true, REASON);
      assertThat(refusal(store.store.keepDisk(1, other, StoreUnderTest.deadline())).error())
          .isEqualTo(NodeError.BAD_REQUEST);
    }
  }

  @Test
  void whatTheDiskShowsIsNotHidden() throws IOException {
    try (StoreUnderTest store = open()) {
      store.create(1);
      store.append(1, 0, bytes(10, 1)).join();
      keepApart(store);
      disk.failReads(true);
      refusal(store.read(1, 0, 10));

      assertThat(disk(store).state()).isEqualTo(DiskState.QUARANTINED);
      assertThat(disk(store).reason()).startsWith(SAID + "; besides: a read failed");
    }
  }

  /** It takes no data from then on all the same; only that it will not be remembered is said. */
  @Test
  void diskThatCannotBeToldIsKeptApartUntilTheNodeStartsAgain() throws IOException {
    try (StoreUnderTest store = open()) {
      disk.failChange(1);
      assertThat(refusal(keep(store, 1, true, REASON)).error()).isEqualTo(NodeError.IO_ERROR);
      assertThat(disk(store).state()).isEqualTo(DiskState.QUARANTINED);

      keep(store, 1, true, REASON).join();
      disk = disk.afterPowerCut(new Random(1));
    }
    try (StoreUnderTest store = open()) {
      assertThat(disk(store).reason()).isEqualTo(SAID);
    }
  }

  /** The copy that says so still would count at the next start. */
  @Test
  void diskTakesDataAgainOnlyWhenBothCopiesSaySo() throws IOException {
    try (StoreUnderTest store = open()) {
      store.create(1);
      keepApart(store);
      disk.failChange(3);
      assertThat(refusal(keep(store, 1, false, "")).error()).isEqualTo(NodeError.IO_ERROR);
      assertThat(refusal(store.append(1, 0, bytes(10, 1))).error()).isEqualTo(NodeError.FENCED);

      assertThat(keep(store, 1, false, "").join().reason()).doesNotContain(REASON);
      assertThat(store.append(1, 0, bytes(10, 1)).join()).isEqualTo(4096);
    }
  }

  /** The process dies between the two copies, each time with the newer one in front. */
  @Test
  void laterOfTwoCopiesCounts() throws IOException {
    for (boolean apart : new boolean[] {true, false, true}) {
      try (StoreUnderTest store = open()) {
        disk.crashAtChange(3);
        assertThat(refusal(keep(store, 1, apart, REASON)).error()).isEqualTo(NodeError.IO_ERROR);
        disk = disk.afterKill();
      }
      try (StoreUnderTest store = open()) {
        assertThat(disk(store).state() == DiskState.QUARANTINED).isEqualTo(apart);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void afterACrashAnywhereTheDiskIsWholeAndWhatWasAnsweredHolds(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (boolean apart : new boolean[] {true, false}) {
      for (int nth = 1; nth <= 6; nth++) {
        disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
        boolean answered = keepUntilCrash(apart, nth);
        disk = disk.afterPowerCut(random);
        try (StoreUnderTest store = open()) {
          assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
          boolean kept = disk(store).state() == DiskState.QUARANTINED;
          if (answered) {
            assertThat(kept).as("change %d, seed %d", nth, seed).isEqualTo(apart);
          }
          assertThat(keep(store, 1, !kept, "").join().state() == DiskState.QUARANTINED)
              .isEqualTo(!kept);
        }
      }
    }
  }

  private boolean keepUntilCrash(boolean apart, int nth) throws IOException {
    try (StoreUnderTest store = open()) {
      store.create(1);
      store.append(1, 0, bytes(10, 1)).join();
      if (!apart) {
        keepApart(store);
      }
      disk.crashAtChange(nth);
      try {
        keep(store, 1, apart, REASON).join();
        return true;
      } catch (CompletionException crashed) {
        return false;
      }
    }
  }

  @Test
  void oneCopyIsEnoughAndTheOtherIsWrittenAgain() throws IOException {
    for (int copy = 0; copy < SuperblockFormat.COPIES; copy++) {
      disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
      try (StoreUnderTest store = open()) {
        keepApart(store);
      }
      disk.zero(SuperblockFormat.position(copy), 4096);
      try (StoreUnderTest store = open()) {
        assertThat(disk(store).reason()).isEqualTo(SAID);
      }
      disk.zero(SuperblockFormat.position(1 - copy), 4096);
      try (StoreUnderTest store = open()) {
        assertThat(disk(store).reason()).isEqualTo(SAID);
      }
    }
  }

  @Test
  void markThatNobodyCanReadCounts() throws IOException {
    try (StoreUnderTest store = open()) {
      keepApart(store);
    }
    for (int copy = 0; copy < SuperblockFormat.COPIES; copy++) {
      disk.flipBit(SuperblockFormat.position(copy) + QuarantineFormat.OFFSET + 70);
    }
    try (StoreUnderTest store = open()) {
      assertThat(disk(store).state()).isEqualTo(DiskState.QUARANTINED);
      assertThat(disk(store).reason()).contains("its quarantine mark is damaged");
      assertThat(keep(store, 1, false, "").join().state()).isEqualTo(DiskState.OK);
    }
    try (StoreUnderTest store = open()) {
      assertThat(disk(store).state()).isEqualTo(DiskState.OK);
    }
  }

  @Test
  void reasonIsAsLongAsTheDiskCanRemember() throws IOException {
    String longest = "ö".repeat(QuarantineOrder.MOST_REASON_BYTES / 2);
    assertThat(QuarantineFormat.MOST_REASON_BYTES).isEqualTo(QuarantineOrder.MOST_REASON_BYTES);
    assertThatThrownBy(() -> new QuarantineOrder("disk", true, longest + "x"))
        .isInstanceOf(IllegalArgumentException.class);
    try (StoreUnderTest store = open()) {
      keep(store, 1, true, longest).join();
    }
    try (StoreUnderTest store = open()) {
      assertThat(disk(store).reason()).endsWith(": " + longest);
    }
  }

  /** What an operator reads is not written by whoever gave the reason. */
  @ParameterizedTest
  @ValueSource(strings = {"a\nhealth   ok", "red \u001b[31m", "\u0000", "\u009b1m"})
  void reasonIsOneLineWithoutControlCharacters(String reason) {
    assertThatThrownBy(() -> new QuarantineOrder("disk", true, reason))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("control characters");
  }
}
