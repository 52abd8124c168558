package dev.satchel.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.runtime.Heard;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that cannot read a page, and what the scrub makes of it, in virtual time. */
class DoubtTest {

  private static final Duration PERIOD = ScrubUnderTest.PERIOD;
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int PAGE_BYTES = 1 << 20;

  private ScrubUnderTest test;

  @BeforeEach
  void sealTwoAndWalkThemOnce() throws IOException {
    test = new ScrubUnderTest(4 * PAGE_BYTES);
    test.scrub.startNow();
    test.run(SOON);
    assertThat(test.status().damagedPages()).isZero();
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void pageThatAClientCannotReadIsAFindingLongBeforeTheWalkComesThere() throws IOException {
    test.sealed.disk.spoil(test.sealed.position(2, PAGE_BYTES + 77), 1);
    assertThat(test.sealed.isRead(2, PAGE_BYTES + 80)).isFalse();

    test.run(SOON);

    assertFound(2, 1);
  }

  @Test
  void pageThatTheScrubCanReadIsNone() throws IOException {
    test.sealed.disk.spoil(test.sealed.position(2, 77), 1);
    assertThat(test.sealed.isRead(2, 80)).isFalse();
    test.sealed.disk.heal();

    test.run(SOON);

    assertThat(test.damage()).isEmpty();
    assertThat(test.status().damagedPages()).isZero();
  }

  @Test
  void findingOutlivesTheWalkThatHadPassedThePageAlready() throws IOException {
    test.run(PERIOD);
    long walked = test.runIntoAWalk();
    test.sealed.disk.spoil(test.sealed.position(walked, 77), 1);
    assertThat(test.sealed.isRead(walked, 80)).isFalse();

    test.run(SOON);
    assertFound(walked, 0);
    runUntilNoWalkIsIn(walked);

    assertFound(walked, 0);
  }

  @Test
  void findingStaysUntilAWholeWalkTellsOtherwise() throws IOException {
    test.sealed.disk.spoil(test.sealed.position(1, 77), 1);
    assertThat(test.sealed.isRead(1, 80)).isFalse();
    test.run(SOON);
    assertFound(1, 0);
    test.run(PERIOD.multipliedBy(2));
    assertFound(1, 0);

    test.sealed.disk.heal();
    test.run(PERIOD.multipliedBy(2));

    assertThat(test.damage()).isEmpty();
    assertThat(test.status().damagedPages()).isZero();
  }

  @Test
  void findingIsRememberedOverARestartAndNamedAgainFirst() throws IOException {
    test.sealed.disk.spoil(test.sealed.position(2, PAGE_BYTES), 1);
    assertThat(test.sealed.isRead(2, PAGE_BYTES)).isFalse();
    test.run(SOON);

    test.restart();
    test.sealed.disk.spoil(test.sealed.position(2, PAGE_BYTES), 1);
    assertThat(test.status().damagedPages()).isEqualTo(1);
    test.run(Duration.ofMinutes(40));

    assertFound(2, 1);
  }

  @Test
  void damageThatIsKnownByNumberOnlyIsStillNamedFirst() throws IOException {
    test.sealed.disk.flipBit(test.sealed.position(2, 5));
    test.sealed.disk.flipBit(test.sealed.position(2, PAGE_BYTES + 5));
    test.scrub.startNow();
    test.run(SOON);
    assertThat(test.status().damagedPages()).isEqualTo(2);

    test.restart();
    test.sealed.disk.spoil(test.sealed.position(2, PAGE_BYTES), 1);
    assertThat(test.sealed.isRead(2, PAGE_BYTES)).isFalse();
    test.run(Duration.ofMinutes(20));

    assertThat(test.damage())
        .extracting(DamagedPage::kind)
        .containsExactlyInAnyOrder(Kind.PAGE, Kind.UNREADABLE);
    assertThat(test.status().damagedPages()).isEqualTo(2);
  }

  @Test
  void pageThatFailsItsReadersOverAndOverDoesNotStopTheWalk() throws IOException {
    long before = verifiedMillis();
    for (long second = 0; second < 2 * PERIOD.toSeconds(); second++) {
      test.sealed.disk.spoil(test.sealed.position(2, 77), 1);
      assertThat(test.sealed.isRead(2, 80)).isFalse();
      test.sealed.disk.heal();
      test.run(Duration.ofSeconds(1));
    }

    assertThat(verifiedMillis()).isGreaterThan(before);
    assertThat(test.damage()).isEmpty();
  }

  @Test
  void knownPageIsNotLookedAtForEachReaderThatItFails() throws IOException {
    test.sealed.disk.spoil(test.sealed.position(2, 77), 1);
    assertThat(test.sealed.isRead(2, 80)).isFalse();
    test.run(SOON);
    assertFound(2, 0);
    long looked = test.scrub.walkedBytes();

    for (int second = 0; second < 60; second++) {
      assertThat(test.sealed.isRead(2, 80)).isFalse();
      test.run(Duration.ofSeconds(1));
    }

    assertThat(test.scrub.walkedBytes() - looked).isLessThan(2 * PAGE_BYTES);
  }

  /** Who pauses the walk wants its load to go, not to miss what clients run into. */
  @Test
  void pageThatAClientCannotReadIsLookedAtAlsoWhileTheWalkIsPaused() throws IOException {
    test.scrub.pause();
    test.sealed.disk.spoil(test.sealed.position(2, 77), 1);
    assertThat(test.sealed.isRead(2, 80)).isFalse();

    test.run(SOON);

    assertFound(2, 0);
  }

  @Test
  void pageOfWhichSomebodyCouldMakeNoSenseIsLookedAt() throws IOException {
    test.sealed.disk.flipBit(test.sealed.position(2, PAGE_BYTES + 77));
    assertThat(test.scrub.doubt(new ExtentId(2), PAGE_BYTES + 4096)).isTrue();
    assertThat(test.scrub.doubt(new ExtentId(1), 0)).isTrue();
    assertThat(test.scrub.doubt(new ExtentId(1), SealedDisk.LENGTH_BYTES)).isFalse();
    assertThat(test.scrub.doubt(new ExtentId(1), -1)).isFalse();
    assertThat(test.scrub.doubt(new ExtentId(3), 0)).isFalse();

    test.run(SOON);

    assertThat(test.damage()).extracting(DamagedPage::kind).containsExactly(Kind.PAGE);
    assertThat(test.damage().getFirst().page()).isEqualTo(1);
  }

  @Test
  void damageIsLoggedOnceAndInWordsHoweverOftenItIsMet() throws IOException {
    test.scrub.pause();
    test.sealed.disk.flipBit(test.sealed.position(2, PAGE_BYTES + 77));

    try (Heard log = Heard.of(DiskScrub.class)) {
      for (int time = 0; time < 5; time++) {
        assertThat(test.scrub.doubt(new ExtentId(2), PAGE_BYTES)).isTrue();
        test.run(SOON);
      }

      assertThat(log.lines())
          .singleElement()
          .asString()
          .matches(
              "ERROR .*: damaged: page 1 of extent 2 has checksum [0-9a-f]{8}, not [0-9a-f]{8}");
    }
  }

  private void assertFound(long id, int page) {
    assertThat(test.damage()).hasSize(1);
    DamagedPage found = test.damage().getFirst();
    assertThat(found.extent()).isEqualTo(new ExtentId(id));
    assertThat(found.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(found.page()).isEqualTo(page);
    assertThat(test.status().damagedPages()).isEqualTo(1);
  }

  /** When the extent was proved that was not proved for longest. */
  private long verifiedMillis() {
    return test.sealed.pages().list().stream()
        .mapToLong(each -> each.mark().verifiedMillis())
        .min()
        .orElseThrow();
  }

  private void runUntilNoWalkIsIn(long id) {
    for (int second = 0; test.walked() == id; second++) {
      assertThat(second).isLessThan((int) PERIOD.toSeconds());
      test.run(Duration.ofSeconds(1));
    }
  }
}
