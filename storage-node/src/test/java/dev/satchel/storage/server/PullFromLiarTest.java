package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static dev.satchel.storage.server.RunningNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.server.LyingNode.Lie;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node pulls, over a real network, from one that knows the cluster key and tells lies. */
@Timeout(60)
class PullFromLiarTest {

  private static final ExtentId ID = new ExtentId(8);
  private static final int LENGTH = PullOrder.PAGE_BYTES + 8192;

  @TempDir Path dir;
  private final byte[] content = new byte[LENGTH];
  private RunningNode target;
  private LyingNode liar;

  @BeforeEach
  void start() throws Exception {
    new Random(1).nextBytes(content);
    target = new RunningNode(dir);
    liar = new LyingNode(target.runtime, RunningNode.KEY, content);
    get(target.client.create(1, ID, 70, 0, SOON));
  }

  @AfterEach
  void stop() {
    liar.close();
    target.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void nothingOfALieIsKeptAndTheTruthIsTakenAfterwards(Lie lie) throws Exception {
    liar.lie(lie);

    assertThat(refusal(target.client.pull(3, ID, order(), SOON)).error())
        .isEqualTo(lie == Lie.WRONG_BYTE ? NodeError.SOURCE_CORRUPT : NodeError.SOURCE_FAILED);

    assertThat(get(target.client.info(ID, SOON)).endOffset()).isZero();
    liar.lie(Lie.NONE);
    assertThat(get(target.client.pull(3, ID, order(), SOON))).isEqualTo(LENGTH);
    assertThat(get(target.client.seal(3, ID, LENGTH, SOON)).pageChecksums())
        .isEqualTo(order().pageChecksums());
  }

  @Test
  void pullReadsForRepairAndLeavesNoConnectionBehind() throws Exception {
    get(target.client.pull(3, ID, order(), SOON));

    assertThat(liar.heard()).containsExactly(TrafficClass.REPAIR);
    while (liar.callers() > 0) {
      Thread.onSpinWait();
    }
  }

  private PullOrder order() {
    ByteBuf bytes = Unpooled.wrappedBuffer(content);
    int[] checksums = {
      Crc32c.of(bytes, 0, PullOrder.PAGE_BYTES), Crc32c.of(bytes, PullOrder.PAGE_BYTES, 8192)
    };
    return new PullOrder(new PullSource(liar.hostPort(), ID), 0, LENGTH, checksums);
  }
}
