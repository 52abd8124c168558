package dev.satchel.storage.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.pull.PullPlan.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an order still needs, and which orders make sense. */
class PullPlanTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final PullSource SOURCE = new PullSource("host:1", new ExtentId(9));
  private static final PullOrder ORDER = order(2 * MEBIBYTE, 2 * MEBIBYTE + 8192, 10, 11, 12);

  @Test
  void everyPageIsNeededAtFirstAndTheLastMayBeShort() {
    assertThat(PullPlan.pieces(ORDER, 2 * MEBIBYTE))
        .containsExactly(
            new Piece(2 * MEBIBYTE, MEBIBYTE, 0, 10),
            new Piece(3 * MEBIBYTE, MEBIBYTE, 0, 11),
            new Piece(4 * MEBIBYTE, 8192, 0, 12));
  }

  @Test
  void pageThatIsThereInPartIsReadWholeAndWrittenFromTheEndOn() {
    assertThat(PullPlan.pieces(ORDER, 3 * MEBIBYTE + 4096))
        .containsExactly(
            new Piece(3 * MEBIBYTE, MEBIBYTE, 4096, 11), new Piece(4 * MEBIBYTE, 8192, 0, 12));
    assertThat(new Piece(3 * MEBIBYTE, MEBIBYTE, 4096, 11).writeOffset())
        .isEqualTo(3 * MEBIBYTE + 4096);
  }

  @Test
  void nothingIsNeededOfWhatIsThere() {
    assertThat(PullPlan.pieces(ORDER, ORDER.endOffset())).isEmpty();
    assertThat(PullPlan.pieces(ORDER, 100L * MEBIBYTE)).isEmpty();
    assertThat(PullPlan.pieces(ORDER, ORDER.endOffset() - 4096))
        .containsExactly(new Piece(4 * MEBIBYTE, 8192, 4096, 12));
  }

  /** The last page of an order that ends within a sealed one has another checksum than that. */
  @Test
  void sealedExtentHoldsWhatIsOrderedOnlyIfThatEndsWhereAPageDoes() {
    SealedExtent sealed = new SealedExtent(4L * MEBIBYTE + 8192, new int[] {8, 9, 10, 11, 12});

    assertThat(PullPlan.isSealedSo(ORDER, sealed)).isTrue();
    assertThat(PullPlan.isSealedSo(order(0, 2 * MEBIBYTE, 8, 9), sealed)).isTrue();
    assertThat(PullPlan.isSealedSo(order(0, 2 * MEBIBYTE, 8, 7), sealed)).isFalse();
    assertThat(PullPlan.isSealedSo(order(0, MEBIBYTE + 4096, 8, 9), sealed)).isFalse();
    assertThat(PullPlan.isSealedSo(order(4 * MEBIBYTE, 4096, 12), sealed)).isFalse();
    assertThat(PullPlan.isSealedSo(order(4 * MEBIBYTE, 12_288, 12), sealed)).isFalse();
  }

  @Test
  void orderThatCannotBeProvedPageByPageIsRefused() {
    assertRefused(4096, 4096, 1);
    assertRefused(0, 0);
    assertRefused(0, 100, 1);
    assertRefused(0, MEBIBYTE, 1, 2);
    assertRefused(0, MEBIBYTE + 4096, 1);
    assertRefused(-MEBIBYTE, MEBIBYTE, 1);
    assertRefused(Long.MAX_VALUE / MEBIBYTE * MEBIBYTE, MEBIBYTE, 1);
    long tooLong = (long) MEBIBYTE * (PullOrder.MOST_PAGES + 1);
    assertThatThrownBy(() -> new PullOrder(SOURCE, 0, tooLong, new int[PullOrder.MOST_PAGES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addressThatNobodyCanHaveIsRefused() {
    for (String address :
        List.of(
            "", "a b:1", "host:1\n", "h\u00f6st:1", "h".repeat(PullSource.LONGEST_ADDRESS + 1))) {
      assertThatThrownBy(() -> new PullSource(address, SOURCE.extent()))
          .as(address)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(SOURCE).hasToString("extent " + SOURCE.extent() + " at " + SOURCE.address());
  }

  private static void assertRefused(long offset, long lengthBytes, int... checksums) {
    assertThatThrownBy(() -> order(offset, lengthBytes, checksums))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PullOrder order(long offset, long lengthBytes, int... checksums) {
    return new PullOrder(SOURCE, offset, lengthBytes, checksums);
  }
}
