package dev.satchel.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.ExtentHeaderWriter;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.FooterWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The scrub of one disk, step by step in virtual time, on a disk that is damaged behind its back.
 */
class DiskScrubTest {

  private static final Duration PERIOD = ScrubUnderTest.PERIOD;
  private static final long LIMIT_BYTES_PER_SECOND = 1 << 20;

  private ScrubUnderTest test;

  @BeforeEach
  void seal() throws IOException {
    test = new ScrubUnderTest(LIMIT_BYTES_PER_SECOND);
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void everySealedByteIsLookedAtOncePerPeriod() {
    test.run(PERIOD.multipliedBy(3));

    assertThat(test.scrub.walkedBytes()).isGreaterThanOrEqualTo(3 * 2 * SealedDisk.LENGTH_BYTES);
    assertThat(test.scrub.walkedBytes()).isLessThan(4 * 2 * SealedDisk.LENGTH_BYTES);
    assertThat(test.status().oldestUnverifiedSeconds()).isLessThan(2 * PERIOD.toSeconds());
    assertThat(test.status().damagedPages()).isZero();
    assertThat(test.status().sealedBytes()).isEqualTo(2 * SealedDisk.LENGTH_BYTES);
  }

  @Test
  void flippedBitIsFoundAndNamed() throws IOException {
    test.sealed.disk.flipBit(test.sealed.position(2, (1 << 20) + 77));

    test.run(PERIOD);

    assertThat(test.status().damagedPages()).isEqualTo(1);
    DamagedPage found = test.damage().getFirst();
    assertThat(found.extent()).isEqualTo(new ExtentId(2));
    assertThat(found.kind()).isEqualTo(Kind.PAGE);
    assertThat(found.page()).isEqualTo(1);
    assertThat(found.expectedCrc()).isNotEqualTo(found.foundCrc());
    assertThat(found.diskId()).isEqualTo(test.sealed.pages().diskId());
  }

  @Test
  void bitsThatRotBelowTheCacheAreFound() throws IOException {
    test.sealed.disk.rotBelowTheCache(test.sealed.position(1, 77));
    test.sealed.disk.rotBelowTheCache(test.sealed.position(2, 0) - 4096);

    test.run(PERIOD);

    assertThat(test.damage())
        .extracting(DamagedPage::kind)
        .containsExactlyInAnyOrder(Kind.PAGE, Kind.HEADER);
  }

  @Test
  void zeroedPageIsFound() throws IOException {
    test.sealed.disk.zero(test.sealed.position(1, 0), 1 << 20);

    test.run(PERIOD);

    assertThat(test.damage()).extracting(DamagedPage::page).containsExactly(0);
  }

  @Test
  void headerAndFooterAreLookedAtToo() throws IOException {
    test.sealed.disk.flipBit(test.sealed.position(1, 0) - 4096);
    test.sealed.disk.flipBit(
        test.sealed.position(2, test.sealed.store.info(new ExtentId(2)).capacityBytes()));

    test.run(PERIOD);

    assertThat(test.damage())
        .extracting(DamagedPage::kind)
        .containsExactlyInAnyOrder(Kind.HEADER, Kind.FOOTER);
  }

  /** Sound, but of an extent that lay here before, or as another seal had it. */
  @Test
  void soundHeaderAndFooterThatBelongElsewhereAreDamage() throws IOException {
    ExtentInfo first = test.sealed.store.info(new ExtentId(1));
    ByteBuffer header = PageMemory.allocate(4096);
    ExtentHeaderWriter.write(
        new ExtentHeader(
            first.id(), first.bucketId(), first.generation() + 1, first.capacityBytes(), 1, 0),
        new UnsafeBuffer(header));
    test.sealed.disk.write(test.sealed.position(1, 0) - 4096, header);

    ExtentInfo second = test.sealed.store.info(new ExtentId(2));
    SealedExtent seal = test.sealed.store.sealed(second.id());
    int[] checksums = seal.pageChecksums().clone();
    checksums[0]++;
    ByteBuffer footer = PageMemory.allocate(4096);
    FooterWriter.write(
        new Footer(
            second.id(),
            second.bucketId(),
            second.generation(),
            1,
            new SealedExtent(seal.lengthBytes(), checksums)),
        new UnsafeBuffer(footer));
    test.sealed.disk.write(test.sealed.position(2, second.capacityBytes()), footer);

    test.run(PERIOD);

    assertThat(test.scrub.damage())
        .extracting(DamagedPage::kind)
        .containsExactlyInAnyOrder(Kind.HEADER, Kind.FOOTER);
  }

  @Test
  void pageThatCannotBeReadIsDamageToo() {
    test.sealed.disk.failReads(true);

    test.run(PERIOD);

    assertThat(test.damage())
        .extracting(DamagedPage::kind)
        .containsOnly(Kind.UNREADABLE, Kind.HEADER, Kind.FOOTER);
    assertThat(test.status().damagedPages()).isEqualTo(test.damage().size());
  }

  @Test
  void damageThatIsGoneIsForgottenByTheNextWalk() throws IOException {
    test.sealed.disk.flipBit(test.sealed.position(2, 5));
    test.run(PERIOD);
    assertThat(test.status().damagedPages()).isEqualTo(1);

    test.sealed.disk.flipBit(test.sealed.position(2, 5));
    test.run(PERIOD.multipliedBy(2));

    assertThat(test.status().damagedPages()).isZero();
    assertThat(test.damage()).isEmpty();
  }

  @Test
  void knownDamageStaysReportedWhileTheExtentIsWalkedAgain() throws IOException {
    test.sealed.disk.flipBit(test.sealed.position(2, SealedDisk.LENGTH_BYTES - 1));
    test.run(PERIOD);

    for (int minute = 0; minute < 120; minute++) {
      test.run(Duration.ofMinutes(1));
      assertThat(test.status().damagedPages()).isEqualTo(1);
      assertThat(test.damage()).hasSize(1);
    }
  }

  @Test
  void pausedScrubStandsStillUntilItIsStarted() {
    test.scrub.pause();
    test.run(PERIOD);
    assertThat(test.scrub.walkedBytes()).isZero();
    assertThat(test.status().paused()).isTrue();

    test.scrub.startNow();
    test.run(PERIOD);
    assertThat(test.scrub.walkedBytes()).isGreaterThanOrEqualTo(2 * SealedDisk.LENGTH_BYTES);
  }

  @Test
  void startedScrubLooksAtEverythingAsFastAsItsLimitAllows() {
    test.run(Duration.ofSeconds(1));
    test.scrub.startNow();

    test.run(Duration.ofSeconds(10));

    assertThat(test.scrub.walkedBytes()).isGreaterThanOrEqualTo(2 * SealedDisk.LENGTH_BYTES);
    assertThat(test.status().oldestUnverifiedSeconds()).isLessThan(15);
    long walked = test.scrub.walkedBytes();
    test.run(Duration.ofSeconds(10));
    assertThat(test.scrub.walkedBytes() - walked).isLessThan(2 << 20);
  }

  @Test
  void walkGoesOnWhereARestartInterruptedIt() throws IOException {
    test.run(Duration.ofMinutes(8));
    long walked = test.scrub.walkedBytes();
    assertThat(walked).isBetween(1L << 20, SealedDisk.LENGTH_BYTES);

    test.restart();
    assertThat(test.sealed.pages().list())
        .anyMatch(each -> each.mark().walkBeganMillis() > 0 && each.mark().cursor() > 0);
    test.run(Duration.ofSeconds(1));

    assertThat(test.scrub.walkedBytes()).isLessThan(2 << 20);
    assertThat(test.sealed.pages().list())
        .anyMatch(each -> each.mark().verifiedMillis() >= test.start.toEpochMilli());
  }

  @Test
  void damageIsRememberedOverARestartAndNamedAgainFirst() throws IOException {
    test.sealed.disk.flipBit(test.sealed.position(2, 5));
    test.run(PERIOD);

    test.restart();
    assertThat(test.status().damagedPages()).isEqualTo(1);
    test.run(Duration.ofMinutes(40));

    assertThat(test.damage()).extracting(DamagedPage::extent).containsExactly(new ExtentId(2));
    assertThat(test.status().damagedPages()).isEqualTo(1);
  }

  @Test
  void limitIsKeptHoweverShortThePeriod() {
    test.throttles.setBytesPerSecond(TrafficClass.SCRUB, 100_000);
    test.scrub.startNow();

    test.run(Duration.ofSeconds(100));

    assertThat(test.scrub.walkedBytes()).isLessThan(100_000 * 100 + (3 << 20));
  }

  @Test
  void extentThatIsSealedLaterIsWalkedToo() throws IOException {
    test.run(PERIOD);
    test.sealed.seal(3);
    test.sealed.disk.flipBit(test.sealed.position(3, 100));

    test.run(PERIOD);

    assertThat(test.damage()).extracting(DamagedPage::extent).containsExactly(new ExtentId(3));
  }

  /** What was in the trash when the walk came to it was not looked at. */
  @Test
  void pageThatLayInTheTrashMeanwhileIsStillAheadOfTheWalk() throws IOException {
    test.run(PERIOD);
    ExtentId id = new ExtentId(test.runIntoAWalk());
    test.sealed.disk.flipBit(test.sealed.position(id.value(), SealedDisk.LENGTH_BYTES - 1));
    test.sealed.store.trash(2, id, SealedDisk.deadline()).join();
    test.run(PERIOD.dividedBy(4));
    test.sealed.store.restore(2, id, SealedDisk.deadline()).join();

    long verifiedMillis = verifiedMillis(id);
    for (int minute = 0; verifiedMillis(id) == verifiedMillis; minute++) {
      assertThat(minute).isLessThan((int) PERIOD.multipliedBy(3).toMinutes());
      test.run(Duration.ofMinutes(1));
    }

    assertThat(test.damage()).extracting(DamagedPage::extent).containsExactly(id);
  }

  @Test
  void extentVerifiedByAClockThatWasAheadIsNotPassedOver() throws IOException {
    test.setClockWrong(Duration.ofDays(365));
    test.run(PERIOD.multipliedBy(2));
    test.setClockWrong(Duration.ZERO);
    assertThat(test.status().oldestUnverifiedSeconds()).isPositive();
    test.sealed.disk.flipBit(test.sealed.position(1, 5));
    test.sealed.disk.flipBit(test.sealed.position(2, 5));

    test.run(PERIOD.multipliedBy(2));

    assertThat(test.damage())
        .extracting(DamagedPage::extent)
        .containsExactlyInAnyOrder(new ExtentId(1), new ExtentId(2));
    assertThat(test.status().oldestUnverifiedSeconds()).isLessThan(2 * PERIOD.toSeconds());
  }

  @Test
  void scrubThatWasStartedBeforeTheClockWentBackHurriesOnceOnly() {
    test.setClockWrong(Duration.ofDays(1));
    test.scrub.startNow();
    test.setClockWrong(Duration.ZERO);
    test.run(Duration.ofMinutes(1));
    long walked = test.scrub.walkedBytes();
    assertThat(walked).isGreaterThanOrEqualTo(2 * SealedDisk.LENGTH_BYTES);

    test.run(Duration.ofMinutes(1));

    assertThat(test.scrub.walkedBytes() - walked).isLessThan(2 << 20);
  }

  private long verifiedMillis(ExtentId id) {
    return test.sealed.pages().mark(id).orElseThrow().verifiedMillis();
  }
}
