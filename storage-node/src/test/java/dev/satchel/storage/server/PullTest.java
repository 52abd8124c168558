package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static dev.satchel.storage.server.RunningNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.SealedExtent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node copies an extent of another one, over two real nodes. */
class PullTest {

  private static final ExtentId FROM = new ExtentId(7);
  private static final ExtentId TO = new ExtentId(8);
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path dir;
  private RunningNode source;
  private RunningNode target;
  private SealedExtent sealed;

  @BeforeEach
  void start() throws Exception {
    source = new RunningNode(dir.resolve("source"));
    target = new RunningNode(dir.resolve("target"));
    get(source.client.create(1, FROM, 70, 0, SOON));
    long end = 0;
    for (int i = 0; i < 5; i++) {
      end = append(end, 2_000_000 + 777 * i, i);
    }
    sealed = get(source.client.seal(1, FROM, end, SOON));
    get(target.client.create(1, TO, 70, 0, SOON));
  }

  @AfterEach
  void stop() {
    target.close();
    source.close();
  }

  @Test
  void copyIsEqualByteForByteAndSealsToTheSameChecksums() throws Exception {
    long end = get(target.client.pull(3, TO, whole(), SOON));

    assertThat(end).isEqualTo(sealed.lengthBytes());
    assertThat(get(target.client.seal(3, TO, end, SOON))).isEqualTo(sealed);
    for (long offset = 0; offset < end; offset += MEBIBYTE) {
      int length = (int) Math.min(MEBIBYTE, end - offset);
      assertThat(bytes(target, TO, offset, length)).isEqualTo(bytes(source, FROM, offset, length));
    }
    assertThat(get(source.client.checksums(FROM, SOON)))
        .isEqualTo(get(target.client.checksums(TO, SOON)));
  }

  @Test
  void rangesArePulledOneAfterTheOther() throws Exception {
    assertThat(get(target.client.pull(3, TO, range(0, 4 * MEBIBYTE), SOON)))
        .isEqualTo(4L * MEBIBYTE);
    NodeException gap = refusal(target.client.pull(3, TO, range(5 * MEBIBYTE, MEBIBYTE), SOON));
    assertThat(gap.error()).isEqualTo(NodeError.OFFSET_MISMATCH);
    assertThat(gap.currentEnd()).isEqualTo(4L * MEBIBYTE);
    assertThat(get(target.client.pull(3, TO, range(0, 4 * MEBIBYTE), SOON)))
        .isEqualTo(4L * MEBIBYTE);
    get(target.client.pull(3, TO, whole(), SOON));

    assertThat(get(target.client.seal(3, TO, sealed.lengthBytes(), SOON))).isEqualTo(sealed);
  }

  @Test
  void damagedSourcePageEndsThePullAndIsNotWritten() throws Exception {
    flipByte(source, FROM, 3 * MEBIBYTE + 5);

    NodeException refused = refusal(target.client.pull(3, TO, whole(), SOON));

    assertThat(refused.error()).isEqualTo(NodeError.SOURCE_CORRUPT);
    assertThat(get(target.client.info(TO, SOON)).endOffset()).isLessThanOrEqualTo(3L * MEBIBYTE);
    flipByte(source, FROM, 3 * MEBIBYTE + 5);
    get(target.client.pull(3, TO, whole(), SOON));
    assertThat(get(target.client.seal(3, TO, sealed.lengthBytes(), SOON))).isEqualTo(sealed);
  }

  @Test
  void sourceThatIsGoneIsToldApartFromTheNodeItself() {
    source.stop();

    assertThat(refusal(target.client.pull(3, TO, whole(), SOON)).error())
        .isEqualTo(NodeError.SOURCE_FAILED);
    assertThat(refusal(target.client.pull(3, new ExtentId(99), whole(), SOON)).error())
        .isEqualTo(NodeError.NO_SUCH_EXTENT);
  }

  @Test
  void pullGoesOnAfterTheSourceCameBack() throws Exception {
    get(target.client.pull(3, TO, range(0, 2 * MEBIBYTE), SOON));
    source.stop();
    assertThat(refusal(target.client.pull(3, TO, whole(), SOON)).error())
        .isEqualTo(NodeError.SOURCE_FAILED);
    source.startAgain();

    assertThat(get(target.client.pull(3, TO, whole(), SOON))).isEqualTo(sealed.lengthBytes());
  }

  @Test
  void copyInTheMakingSurvivesARestartWhereverItStood() throws Exception {
    get(target.client.pull(3, TO, range(0, 3 * MEBIBYTE), SOON));
    target.stop();
    target.startAgain();

    assertThat(get(target.client.info(TO, SOON)).endOffset()).isEqualTo(3L * MEBIBYTE);
    assertThat(get(target.client.info(TO, SOON)).state()).isEqualTo(ExtentState.OPEN);
    assertThat(get(target.client.pull(3, TO, whole(), SOON))).isEqualTo(sealed.lengthBytes());
    assertThat(get(target.client.seal(3, TO, sealed.lengthBytes(), SOON))).isEqualTo(sealed);
  }

  @Test
  void copyInTheMakingTakesNoAppendsAndNoCommandsOfAnOldManager() throws Exception {
    get(target.client.pull(3, TO, range(0, MEBIBYTE), SOON));

    ByteBuf payload = Unpooled.wrappedBuffer(new byte[10]);
    assertThat(refusal(target.client.append(TO, MEBIBYTE, 9, payload, SOON)).error())
        .isEqualTo(NodeError.NOT_OPEN);
    assertThat(refusal(target.client.pull(2, TO, whole(), SOON)).error())
        .isEqualTo(NodeError.STALE_EPOCH);
    get(target.client.close(3, TO, SOON));
    assertThat(refusal(target.client.pull(3, TO, whole(), SOON)).error())
        .isEqualTo(NodeError.NOT_OPEN);
  }

  @Test
  void sourceThatMadeAnotherExtentOfThatNameIsFoundOut() throws Exception {
    get(target.client.pull(3, TO, range(0, 2 * MEBIBYTE), SOON));
    get(source.client.trash(1, FROM, SOON));
    get(source.client.purge(1, FROM, Duration.ZERO, SOON));
    get(source.client.create(1, FROM, 70, 1, SOON));
    append(0, 11 * MEBIBYTE, 99);

    assertThat(refusal(target.client.pull(3, TO, whole(), SOON)).error())
        .isEqualTo(NodeError.SOURCE_CORRUPT);
    assertThat(get(target.client.info(TO, SOON)).endOffset()).isEqualTo(2L * MEBIBYTE);
  }

  @Test
  void pullThatCannotBeDoneInTimeSaysSo() {
    assertThat(refusal(target.client.pull(3, TO, whole(), Duration.ofMillis(1))).error())
        .isIn(NodeError.TIMED_OUT, NodeError.SOURCE_FAILED);
  }

  @Test
  void addressThatIsNoneIsRefused() {
    PullOrder order = new PullOrder(new PullSource("nowhere", FROM), 0, 4096, new int[1]);

    assertThat(refusal(target.client.pull(3, TO, order, SOON)).error())
        .isEqualTo(NodeError.BAD_REQUEST);
  }

  private PullOrder whole() {
    return range(0, sealed.lengthBytes());
  }

  private PullOrder range(long offset, long lengthBytes) {
    int first = (int) (offset / MEBIBYTE);
    int end = (int) ((offset + lengthBytes + MEBIBYTE - 1) / MEBIBYTE);
    int[] checksums = Arrays.copyOfRange(sealed.pageChecksums(), first, end);
    return new PullOrder(new PullSource(source.hostPort(), FROM), offset, lengthBytes, checksums);
  }

  private long append(long offset, int length, int seed) throws Exception {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return get(source.client.append(FROM, offset, 1, Unpooled.wrappedBuffer(bytes), SOON));
  }

  private static byte[] bytes(RunningNode node, ExtentId id, long offset, int length)
      throws Exception {
    ByteBuf buffer = get(node.client.read(id, offset, length, SOON));
    byte[] bytes = new byte[length];
    buffer.readBytes(bytes).release();
    return bytes;
  }

  /** Behind the node's back, in the file of its disk. */
  private static void flipByte(RunningNode node, ExtentId id, long offset) throws Exception {
    var info = get(node.client.info(id, SOON));
    try (RandomAccessFile file = new RandomAccessFile(info.diskPath(), "rw")) {
      file.seek(info.dataPosition() + offset);
      int old = file.read();
      file.seek(info.dataPosition() + offset);
      file.write(old ^ 1);
      file.getFD().sync();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
