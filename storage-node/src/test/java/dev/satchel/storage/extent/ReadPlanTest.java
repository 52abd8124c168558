package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.extent.ReadPlan.Piece;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadPlanTest {

  private static final int MIB = 1 << 20;
  private static final int MOST_PIECE_BYTES = MIB + (64 << 10);

  @Test
  void shortRangeIsOnePieceOfThePagesThatItTouches() {
    assertThat(ReadPlan.pieces(5000, 100)).containsExactly(new Piece(4096, 4096, 904, 100));
    assertThat(ReadPlan.pieces(4095, 2)).containsExactly(new Piece(0, 8192, 4095, 2));
    assertThat(ReadPlan.pieces(0, MOST_PIECE_BYTES)).hasSize(1);
    assertThat(ReadPlan.pieces(0, MOST_PIECE_BYTES + 1)).hasSize(2);
  }

  @Test
  void blockBehindItsHeaderIsFourPieces() {
    List<Piece> pieces = ReadPlan.pieces(40, 4 * MIB);

    assertThat(pieces)
        .extracting(Piece::lengthBytes)
        .containsExactly(MIB + 4096 - 40, MIB + 4096, MIB + 4096, MIB - 3 * 4096 + 40);
  }

  @Test
  void piecesFollowEachOtherAndNoPageIsReadTwice() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      long offset = random.nextLong(1L << 40);
      int lengthBytes = 1 + random.nextInt(random.nextBoolean() ? 3 * MIB : 16 * MIB);

      List<Piece> pieces = ReadPlan.pieces(offset, lengthBytes);

      String what = "seed %d: %d bytes at %d: %s".formatted(seed, lengthBytes, offset, pieces);
      long at = offset;
      for (Piece piece : pieces) {
        assertThat(piece.pagesOffset() + piece.skippedBytes()).as(what).isEqualTo(at);
        assertThat(piece.skippedBytes())
            .as(what)
            .isEqualTo(at == offset ? (int) (offset % Disk.PAGE_BYTES) : 0);
        assertThat(piece.pagesOffset() % Disk.PAGE_BYTES).as(what).isZero();
        assertThat(piece.pagesBytes() % Disk.PAGE_BYTES).as(what).isZero();
        assertThat(piece.pagesBytes())
            .as(what)
            .isBetween(piece.skippedBytes() + piece.lengthBytes(), MOST_PIECE_BYTES);
        assertThat(piece.pagesBytes() - piece.skippedBytes() - piece.lengthBytes())
            .as(what)
            .isLessThan(Disk.PAGE_BYTES);
        at += piece.lengthBytes();
      }
      assertThat(at).as(what).isEqualTo(offset + lengthBytes);
    }
  }
}
