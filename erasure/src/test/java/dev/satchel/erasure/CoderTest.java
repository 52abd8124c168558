package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit is refused before a byte is written. */
final class CoderTest {

  private final Coder coder = new Coder(Code.parse("rs-2-1"), new ScalarCodec());
  private final MemorySegment memory = MemorySegment.ofArray(new byte[100]);

  @Test
  void wrongNumberOfShardsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.encode(List.of(at(0)), List.of(at(20))))
        .withMessage("2 shards in and 1 out, not 1 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.verify(List.of(at(0), at(10)), List.of()))
        .withMessage("2 shards in and 1 out, not 2 and 0");
  }

  @Test
  void shardsOfTwoSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.encode(List.of(at(0), at(10)), List.of(memory.asSlice(20, 9))))
        .withMessage("shards of one size, not of 10 and 9 bytes");
  }

  @Test
  void outputThatOverlapsAnInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.encode(List.of(at(0), at(10)), List.of(at(19))))
        .withMessage("output 0 overlaps another shard");
  }

  @Test
  void outputsThatOverlapAreRefused() {
    Coder wide = new Coder(Code.parse("rs-1-2"), new ScalarCodec());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.encode(List.of(at(0)), List.of(at(20), at(29))))
        .withMessage("output 1 overlaps another shard");
  }

  @Test
  void recoveryOfAnotherCodeIsRefused() {
    Recovery foreign =
        ((Recoverable) RecoveryPlanner.plan(Code.parse("rs-2-2"), List.of(0, 2), List.of(1)))
            .recovery();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.recover(foreign, List.of(at(0), at(10)), List.of(at(20))))
        .withMessage("a recovery of rs-2-2/1 cannot be done by rs-2-1/1");
  }

  private MemorySegment at(long offset) {
    return memory.asSlice(offset, 10);
  }
}
