package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnStreamTest {

  private static final int SEED = 20261122;
  private static final int SIZE = 10_000;

  private final Coder coder = new Coder(Code.parse("lrc-4-2-2"), new ScalarCodec());
  private final Shards shards = Shards.random(coder, SIZE, SEED);
  private final List<MemorySegment> written = Shards.targets(8, SIZE);
  private final List<Long> reads = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {8 * 64, 8 * 64 + 63, 8 * 4_096, 8 * SIZE, 16 * SIZE})
  void parityIsThatOfTheWholeWhateverTheBuffer(int bufferBytes) {
    stream(bufferBytes).encode(new Columns(0, SIZE), this::read, this::write);
    for (int parity = 4; parity < 8; parity++) {
      assertThat(written.get(parity).mismatch(shards.all().get(parity))).isEqualTo(-1);
    }
  }

  @Test
  void buffersOfAnyShardSizeHoldOnePieceOfEach() {
    stream(8 * 128).encode(new Columns(0, SIZE), this::read, this::write);
    assertThat(reads).hasSize(79).startsWith(0L, 128L, 256L).endsWith(9_984L);
  }

  @Test
  void rangeOfLostShardsIsCalculatedFromThatRangeOfTheOthers() {
    MemorySegment before = MemorySegment.ofArray(Shards.bytes(written.get(1)));
    Recovery recovery =
        ((Recoverable) coder.plan(ReadCosts.same(List.of(2, 3, 5, 6, 7)), List.of(1, 0)))
            .recovery();
    stream(1_000).recover(recovery, new Columns(777, 4_444), this::read, this::write);
    for (int lost : new int[] {0, 1}) {
      assertThat(
              written
                  .get(lost)
                  .asSlice(777, 4_444)
                  .mismatch(shards.all().get(lost).asSlice(777, 4_444)))
          .isEqualTo(-1);
    }
    assertThat(written.get(1).asSlice(0, 777).mismatch(before.asSlice(0, 777))).isEqualTo(-1);
    assertThat(written.get(1).asSlice(5_221).mismatch(before.asSlice(5_221))).isEqualTo(-1);
  }

  @Test
  void verifySaysWhereEachParityShardIsWrongFirst() {
    assertThat(stream(2_000).verify(new Columns(0, SIZE), this::read)).isEmpty();
    flip(4, 9_000);
    flip(7, 5_000);
    flip(7, 4_999);
    assertThat(stream(2_000).verify(new Columns(0, SIZE), this::read))
        .containsExactly(new Mismatch(4, 9_000), new Mismatch(7, 4_999));
    assertThat(stream(2_000).verify(new Columns(5_000, 4_000), this::read))
        .containsExactly(new Mismatch(7, 5_000));
    assertThat(stream(2_000).verify(new Columns(5_001, 3_999), this::read)).isEmpty();
  }

  @Test
  void noColumnsNeedNothing() {
    stream(8 * 64).encode(new Columns(SIZE, 0), this::read, this::write);
    assertThat(reads).isEmpty();
  }

  @Test
  void whatTheSourceThrowsEndsItAndTheStreamGoesOn() {
    ColumnStream stream = stream(12 * 64);
    ShardSource<IOException> failing =
        (of, offset, into) -> {
          if (offset >= 640) {
            throw new IOException("cable cut");
          }
          read(of, offset, into);
        };
    assertThatThrownBy(() -> stream.verify(new Columns(0, SIZE), failing))
        .isInstanceOf(IOException.class)
        .hasMessage("cable cut");
    assertThat(stream.verify(new Columns(0, SIZE), this::read)).isEmpty();
  }

  @Test
  void bufferOrRangeThatMakesNoSenseIsRefused() {
    ColumnStream stream = stream(8 * 64 - 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream.encode(new Columns(0, 1), this::read, this::write))
        .withMessage("a buffer of 511 bytes is too small for 8 pieces of 64");
    assertThatIllegalArgumentException().isThrownBy(() -> new Columns(-1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Columns(5, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Columns(2, Long.MAX_VALUE - 1));
  }

  private ColumnStream stream(int bufferBytes) {
    return new ColumnStream(coder, MemorySegment.ofArray(new byte[bufferBytes]));
  }

  private void read(List<Integer> of, long offset, List<MemorySegment> into) {
    reads.add(offset);
    for (int i = 0; i < of.size(); i++) {
      MemorySegment target = into.get(i);
      target.copyFrom(shards.all().get(of.get(i)).asSlice(offset, target.byteSize()));
    }
  }

  private void write(List<Integer> of, long offset, List<MemorySegment> from) {
    for (int i = 0; i < of.size(); i++) {
      written.get(of.get(i)).asSlice(offset, from.get(i).byteSize()).copyFrom(from.get(i));
    }
  }

  private void flip(int shard, long offset) {
    MemorySegment segment = shards.all().get(shard);
    byte old = segment.get(ValueLayout.JAVA_BYTE, offset);
    segment.set(ValueLayout.JAVA_BYTE, offset, (byte) (old ^ 1));
  }
}
