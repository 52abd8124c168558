package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubAction;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RequestHeader;
import org.junit.jupiter.api.Test;

/** What each request takes of the budget, as wire.md says under "Limits". */
class RequestCostTest {

  private static final ExtentId ID = new ExtentId(1);
  private static final long LEAST = 4 << 10;
  private static final long MIB = 1 << 20;

  @Test
  void requestTakesWhatItAndItsAnswerHold() {
    assertThat(plain(Command.of(Op.PING), 0)).isEqualTo(LEAST);
    assertThat(plain(Command.append(ID, 0, 1), 5000)).isEqualTo(LEAST + 8192);
    assertThat(plain(Command.read(ID, 0, 1000), 0)).isEqualTo(LEAST + 8192);
    assertThat(plain(Command.seal(1, ID, 0), 0)).isEqualTo(LEAST + 4 * MIB);
    assertThat(plain(Command.checksums(ID), 0)).isEqualTo(LEAST + 4 * MIB);
    assertThat(plain(Command.scrub(ScrubAction.REPORT, 0), 0)).isEqualTo(LEAST + (128 << 10));
    assertThat(plain(Command.pull(1, ID, 0), 700)).isEqualTo(LEAST + 700 + 8 * (MIB + (64 << 10)));
    assertThat(plain(Command.of(Op.LIST), 0)).isEqualTo(LEAST + 16 * MIB);
  }

  /** What is just too long for a buffer of one size has one of the next. */
  @Test
  void buffersCountWithTheMemoryThatTheyTake() {
    int just = (int) MIB + (60 << 10);
    assertThat(plain(Command.append(ID, 0, 1), just)).isEqualTo(LEAST + MIB + (64 << 10));
    assertThat(plain(Command.append(ID, 0, 1), just + 4096))
        .isEqualTo(LEAST + 4 * MIB + (64 << 10));
    assertThat(plain(Command.read(ID, 0, 300 << 10), 0)).isEqualTo(LEAST + MIB + (64 << 10));
    assertThat(plain(Command.read(ID, 0, (int) (4 * MIB)), 0))
        .isEqualTo(LEAST + 4 * (MIB + (64 << 10)));
  }

  @Test
  void answerCountsTwiceWhereItIsEncrypted() {
    assertThat(encrypted(Command.append(ID, 0, 1), 5000)).isEqualTo(LEAST + 8192);
    assertThat(encrypted(Command.read(ID, 0, 1000), 0)).isEqualTo(LEAST + 2 * 8192);
    assertThat(encrypted(Command.of(Op.LIST), 0)).isEqualTo(LEAST + 2 * 16 * MIB);
  }

  /** Before the length that is asked for was looked at, and refused. */
  @Test
  void senselessLengthOfAReadTakesNoMoreThanTheLongest() {
    assertThat(plain(Command.read(ID, 0, Integer.MAX_VALUE), 0)).isEqualTo(LEAST + 17 * MIB);
    assertThat(plain(Command.read(ID, 0, -1), 0)).isEqualTo(LEAST + 8192);
  }

  private static long plain(Command command, int bodyLengthBytes) {
    return new RequestCost(false).bytes(new RequestHeader(1, command, 1000, bodyLengthBytes, 0));
  }

  private static long encrypted(Command command, int bodyLengthBytes) {
    return new RequestCost(true).bytes(new RequestHeader(1, command, 1000, bodyLengthBytes, 0));
  }
}
