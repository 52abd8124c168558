package dev.satchel.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.throttle.Throttles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The scrub of one disk, step by step in virtual time, on a disk that is damaged behind its back.
 */
class DiskScrubTest {

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final long LIMIT_BYTES_PER_SECOND = 1 << 20;

  private final Instant start = Instant.now().plusSeconds(10);
  private final long begunMillis = start.toEpochMilli();
  private long nanos = 1;
  private SealedDisk sealed;
  private DiskScrub scrub;
  private final Throttles throttles = new Throttles(1, LIMIT_BYTES_PER_SECOND, () -> nanos);

  @BeforeEach
  void seal() throws IOException {
    sealed = new SealedDisk();
    sealed.seal(1);
    sealed.seal(2);
    begin();
  }

  @AfterEach
  void close() throws IOException {
    sealed.close();
  }

  private void begin() {
    ScrubConfig config = new ScrubConfig(PERIOD, () -> start.plusNanos(nanos), () -> nanos);
    scrub = new DiskScrub(sealed.pages(), config, throttles);
  }

  @Test
  void everySealedByteIsLookedAtOncePerPeriod() {
    run(PERIOD.multipliedBy(3));

    assertThat(scrub.walkedBytes()).isGreaterThanOrEqualTo(3 * 2 * SealedDisk.LENGTH_BYTES);
    assertThat(scrub.walkedBytes()).isLessThan(4 * 2 * SealedDisk.LENGTH_BYTES);
    assertThat(scrub.status().oldestUnverifiedSeconds()).isLessThan(2 * PERIOD.toSeconds());
    assertThat(scrub.status().damagedPages()).isZero();
    assertThat(scrub.status().sealedBytes()).isEqualTo(2 * SealedDisk.LENGTH_BYTES);
  }

  @Test
  void flippedBitIsFoundAndNamed() throws IOException {
    sealed.disk.flipBit(sealed.position(2, (1 << 20) + 77));

    run(PERIOD);

    assertThat(scrub.status().damagedPages()).isEqualTo(1);
    DamagedPage found = scrub.damage().getFirst();
    assertThat(found.extent()).isEqualTo(new ExtentId(2));
    assertThat(found.kind()).isEqualTo(Kind.PAGE);
    assertThat(found.page()).isEqualTo(1);
    assertThat(found.expectedCrc()).isNotEqualTo(found.foundCrc());
    assertThat(found.diskId()).isEqualTo(sealed.pages().diskId());
  }

  @Test
  void bitsThatRotBelowTheCacheAreFound() throws IOException {
    sealed.disk.rotBelowTheCache(sealed.position(1, 77));
    sealed.disk.rotBelowTheCache(sealed.position(2, 0) - 4096);

    run(PERIOD);

    assertThat(scrub.damage())
        .extracting(DamagedPage::kind)
        .containsExactlyInAnyOrder(Kind.PAGE, Kind.HEADER);
  }

  @Test
  void zeroedPageIsFound() throws IOException {
    sealed.disk.zero(sealed.position(1, 0), 1 << 20);

    run(PERIOD);

    assertThat(scrub.damage()).extracting(DamagedPage::page).containsExactly(0);
  }

  @Test
  void headerAndFooterAreLookedAtToo() throws IOException {
    sealed.disk.flipBit(sealed.position(1, 0) - 4096);
    sealed.disk.flipBit(sealed.position(2, sealed.store.info(new ExtentId(2)).capacityBytes()));

    run(PERIOD);

    assertThat(scrub.damage())
        .extracting(DamagedPage::kind)
        .containsExactlyInAnyOrder(Kind.HEADER, Kind.FOOTER);
  }

  @Test
  void pageThatCannotBeReadIsDamageToo() {
    sealed.disk.failReads(true);

    run(PERIOD);

    assertThat(scrub.damage())
        .extracting(DamagedPage::kind)
        .containsOnly(Kind.UNREADABLE, Kind.HEADER, Kind.FOOTER);
    assertThat(scrub.status().damagedPages()).isEqualTo(scrub.damage().size());
  }

  @Test
  void damageThatIsGoneIsForgottenByTheNextWalk() throws IOException {
    sealed.disk.flipBit(sealed.position(2, 5));
    run(PERIOD);
    assertThat(scrub.status().damagedPages()).isEqualTo(1);

    sealed.disk.flipBit(sealed.position(2, 5));
    run(PERIOD.multipliedBy(2));

    assertThat(scrub.status().damagedPages()).isZero();
    assertThat(scrub.damage()).isEmpty();
  }

  @Test
  void knownDamageStaysReportedWhileTheExtentIsWalkedAgain() throws IOException {
    sealed.disk.flipBit(sealed.position(2, SealedDisk.LENGTH_BYTES - 1));
    run(PERIOD);

    for (int minute = 0; minute < 120; minute++) {
      run(Duration.ofMinutes(1));
      assertThat(scrub.status().damagedPages()).isEqualTo(1);
      assertThat(scrub.damage()).hasSize(1);
    }
  }

  @Test
  void pausedScrubStandsStillUntilItIsStarted() {
    scrub.pause();
    run(PERIOD);
    assertThat(scrub.walkedBytes()).isZero();
    assertThat(scrub.status().paused()).isTrue();

    scrub.startNow();
    run(PERIOD);
    assertThat(scrub.walkedBytes()).isGreaterThanOrEqualTo(2 * SealedDisk.LENGTH_BYTES);
  }

  @Test
  void startedScrubLooksAtEverythingAsFastAsItsLimitAllows() {
    run(Duration.ofSeconds(1));
    scrub.startNow();

    run(Duration.ofSeconds(10));

    assertThat(scrub.walkedBytes()).isGreaterThanOrEqualTo(2 * SealedDisk.LENGTH_BYTES);
    assertThat(scrub.status().oldestUnverifiedSeconds()).isLessThan(15);
    long walked = scrub.walkedBytes();
    run(Duration.ofSeconds(10));
    assertThat(scrub.walkedBytes() - walked).isLessThan(2 << 20);
  }

  @Test
  void walkGoesOnWhereARestartInterruptedIt() throws IOException {
    run(Duration.ofMinutes(8));
    long walked = scrub.walkedBytes();
    assertThat(walked).isBetween(1L << 20, SealedDisk.LENGTH_BYTES);

    restart();
    assertThat(sealed.pages().list())
        .anyMatch(each -> each.mark().walkBeganMillis() > 0 && each.mark().cursor() > 0);
    run(Duration.ofSeconds(1));

    assertThat(scrub.walkedBytes()).isLessThan(2 << 20);
    assertThat(sealed.pages().list()).anyMatch(each -> each.mark().verifiedMillis() >= begunMillis);
  }

  @Test
  void damageIsRememberedOverARestartAndNamedAgainFirst() throws IOException {
    sealed.disk.flipBit(sealed.position(2, 5));
    run(PERIOD);

    restart();
    assertThat(scrub.status().damagedPages()).isEqualTo(1);
    run(Duration.ofMinutes(40));

    assertThat(scrub.damage()).extracting(DamagedPage::extent).containsExactly(new ExtentId(2));
    assertThat(scrub.status().damagedPages()).isEqualTo(1);
  }

  private void restart() throws IOException {
    sealed = sealed.restarted();
    begin();
  }

  @Test
  void limitIsKeptHoweverShortThePeriod() {
    throttles.setBytesPerSecond(TrafficClass.SCRUB, 100_000);
    scrub.startNow();

    run(Duration.ofSeconds(100));

    assertThat(scrub.walkedBytes()).isLessThan(100_000 * 100 + (3 << 20));
  }

  @Test
  void extentThatIsSealedLaterIsWalkedToo() throws IOException {
    run(PERIOD);
    sealed.seal(3);
    sealed.disk.flipBit(sealed.position(3, 100));

    run(PERIOD);

    assertThat(scrub.damage()).extracting(DamagedPage::extent).containsExactly(new ExtentId(3));
  }

  private void run(Duration time) {
    long end = nanos + time.toNanos();
    while (nanos < end) {
      long wait = scrub.step();
      nanos = Math.min(end, nanos + Math.max(wait, TimeUnit.MILLISECONDS.toNanos(1)));
      settle();
    }
  }

  /** What was noted goes through the disk's writer thread; waits until that has passed. */
  private void settle() {
    sealed.store.claim(new ExtentId(1), 1, SealedDisk.deadline()).handle((end, no) -> end).join();
  }
}
