package dev.satchel.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.throttle.Throttles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that cannot read a page, and what the scrub makes of it, in virtual time. */
class DoubtTest {

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int PAGE_BYTES = 1 << 20;

  private final Instant start = Instant.now().plusSeconds(10);
  private final Throttles throttles = new Throttles(1, 4 * PAGE_BYTES, () -> this.nanos);
  private long nanos = 1;
  private SealedDisk sealed;
  private DiskScrub scrub;

  @BeforeEach
  void sealTwoAndWalkThemOnce() throws IOException {
    sealed = new SealedDisk();
    sealed.seal(1);
    sealed.seal(2);
    begin();
    scrub.startNow();
    run(SOON);
    assertThat(scrub.status().damagedPages()).isZero();
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
  void pageThatAClientCannotReadIsAFindingLongBeforeTheWalkComesThere() throws IOException {
    sealed.disk.spoil(sealed.position(2, PAGE_BYTES + 77), 1);
    assertThat(sealed.isRead(2, PAGE_BYTES + 80)).isFalse();

    run(SOON);

    assertFound(2, 1);
  }

  @Test
  void pageThatTheScrubCanReadIsNone() throws IOException {
    sealed.disk.spoil(sealed.position(2, 77), 1);
    assertThat(sealed.isRead(2, 80)).isFalse();
    sealed.disk.heal();

    run(SOON);

    assertThat(scrub.damage()).isEmpty();
    assertThat(scrub.status().damagedPages()).isZero();
  }

  @Test
  void findingOutlivesTheWalkThatHadPassedThePageAlready() throws IOException {
    run(PERIOD);
    runUntilAWalkIsPastItsFirstPage();
    long walked = walked();
    sealed.disk.spoil(sealed.position(walked, 77), 1);
    assertThat(sealed.isRead(walked, 80)).isFalse();

    run(SOON);
    assertFound(walked, 0);
    runUntilNoWalkIsIn(walked);

    assertFound(walked, 0);
  }

  @Test
  void findingStaysUntilAWholeWalkTellsOtherwise() throws IOException {
    sealed.disk.spoil(sealed.position(1, 77), 1);
    assertThat(sealed.isRead(1, 80)).isFalse();
    run(SOON);
    assertFound(1, 0);
    run(PERIOD.multipliedBy(2));
    assertFound(1, 0);

    sealed.disk.heal();
    run(PERIOD.multipliedBy(2));

    assertThat(scrub.damage()).isEmpty();
    assertThat(scrub.status().damagedPages()).isZero();
  }

  @Test
  void findingIsRememberedOverARestartAndNamedAgainFirst() throws IOException {
    sealed.disk.spoil(sealed.position(2, PAGE_BYTES), 1);
    assertThat(sealed.isRead(2, PAGE_BYTES)).isFalse();
    run(SOON);

    sealed = sealed.restarted();
    sealed.disk.spoil(sealed.position(2, PAGE_BYTES), 1);
    begin();
    assertThat(scrub.status().damagedPages()).isEqualTo(1);
    run(Duration.ofMinutes(40));

    assertFound(2, 1);
  }

  @Test
  void damageThatIsKnownByNumberOnlyIsStillNamedFirst() throws IOException {
    sealed.disk.flipBit(sealed.position(2, 5));
    sealed.disk.flipBit(sealed.position(2, PAGE_BYTES + 5));
    scrub.startNow();
    run(SOON);
    assertThat(scrub.status().damagedPages()).isEqualTo(2);

    sealed = sealed.restarted();
    begin();
    sealed.disk.spoil(sealed.position(2, PAGE_BYTES), 1);
    assertThat(sealed.isRead(2, PAGE_BYTES)).isFalse();
    run(Duration.ofMinutes(20));

    assertThat(scrub.damage())
        .extracting(DamagedPage::kind)
        .containsExactlyInAnyOrder(Kind.PAGE, Kind.UNREADABLE);
    assertThat(scrub.status().damagedPages()).isEqualTo(2);
  }

  @Test
  void pageThatFailsItsReadersOverAndOverDoesNotStopTheWalk() throws IOException {
    long before = verifiedMillis();
    for (long second = 0; second < 2 * PERIOD.toSeconds(); second++) {
      sealed.disk.spoil(sealed.position(2, 77), 1);
      assertThat(sealed.isRead(2, 80)).isFalse();
      sealed.disk.heal();
      run(Duration.ofSeconds(1));
    }

    assertThat(verifiedMillis()).isGreaterThan(before);
    assertThat(scrub.damage()).isEmpty();
  }

  @Test
  void knownPageIsNotLookedAtForEachReaderThatItFails() throws IOException {
    sealed.disk.spoil(sealed.position(2, 77), 1);
    assertThat(sealed.isRead(2, 80)).isFalse();
    run(SOON);
    assertFound(2, 0);
    long looked = scrub.walkedBytes();

    for (int second = 0; second < 60; second++) {
      assertThat(sealed.isRead(2, 80)).isFalse();
      run(Duration.ofSeconds(1));
    }

    assertThat(scrub.walkedBytes() - looked).isLessThan(2 * PAGE_BYTES);
  }

  private void assertFound(long id, int page) {
    assertThat(scrub.damage()).hasSize(1);
    DamagedPage found = scrub.damage().getFirst();
    assertThat(found.extent()).isEqualTo(new ExtentId(id));
    assertThat(found.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(found.page()).isEqualTo(page);
    assertThat(scrub.status().damagedPages()).isEqualTo(1);
  }

  /** When the extent was proved that was not proved for longest. */
  private long verifiedMillis() {
    return sealed.pages().list().stream()
        .mapToLong(each -> each.mark().verifiedMillis())
        .min()
        .orElseThrow();
  }

  private void runUntilAWalkIsPastItsFirstPage() {
    for (int second = 0; walked() == 0; second++) {
      assertThat(second).isLessThan((int) PERIOD.toSeconds());
      run(Duration.ofSeconds(1));
    }
  }

  private void runUntilNoWalkIsIn(long id) {
    for (int second = 0; walked() == id; second++) {
      assertThat(second).isLessThan((int) PERIOD.toSeconds());
      run(Duration.ofSeconds(1));
    }
  }

  /** The extent that a walk is in, not at its beginning; 0 for none. */
  private long walked() {
    return sealed.pages().list().stream()
        .filter(each -> each.mark().walkBeganMillis() > 0 && each.mark().cursor() > 0)
        .mapToLong(each -> each.id().value())
        .findFirst()
        .orElse(0);
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
