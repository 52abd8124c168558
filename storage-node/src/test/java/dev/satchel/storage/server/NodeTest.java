package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static dev.satchel.storage.server.RunningNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.ScrubAction;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClientConfig;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.format.BatchFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node and its client over loopback: everything the client's methods promise. */
class NodeTest {

  private static final ExtentId ID = new ExtentId(7);

  @TempDir Path dir;
  private RunningNode running;
  private NodeClient client;

  @BeforeEach
  void start() throws IOException {
    running = run(dir);
    client = running.client;
  }

  RunningNode run(Path dir) throws IOException {
    return new RunningNode(dir);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void extentLivesItsWholeLife() throws Exception {
    byte[] payload = bytes(100_000, 1);
    ExtentInfo created = get(client.create(5, ID, 70, 2, SOON));
    assertThat(created.state()).isEqualTo(ExtentState.OPEN);
    assertThat(created.bucketId()).isEqualTo(70);
    assertThat(created.generation()).isEqualTo(2);
    assertThat(created.diskPath()).isEqualTo(dir.resolve("disk0").toString());

    long end = append(0, payload);
    assertThat(end).isEqualTo(BatchFormat.paddedLength(payload.length));
    assertThat(read(BatchFormat.HEADER_BYTES, payload.length)).isEqualTo(payload);
    assertThat(get(client.claim(ID, 9, SOON))).isEqualTo(end);
    assertThat(get(client.close(5, ID, SOON))).isEqualTo(end);
    SealedExtent sealed = get(client.seal(5, ID, end, SOON));
    assertThat(sealed.pageChecksums()).hasSize(1);
    assertThat(get(client.info(ID, SOON)).state()).isEqualTo(ExtentState.SEALED);
    assertThat(get(client.list(SOON))).containsExactly(get(client.info(ID, SOON)));
  }

  @Test
  void extentGoesIntoTheTrashAndOutAndIsPurged() throws Exception {
    get(client.create(5, ID, 70, 2, SOON));
    append(0, bytes(100, 1));
    get(client.seal(5, ID, 4096, SOON));

    assertThat(get(client.trash(5, ID, SOON))).isPositive();
    assertThat(get(client.info(ID, SOON)).state()).isEqualTo(ExtentState.TRASHED);
    assertThat(get(client.restore(5, ID, SOON)).state()).isEqualTo(ExtentState.SEALED);
    assertThat(read(BatchFormat.HEADER_BYTES, 100)).isEqualTo(bytes(100, 1));

    get(client.trash(5, ID, SOON));
    assertThat(refusal(client.read(ID, 0, 100, SOON)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
    assertThat(refusal(client.purge(5, ID, Duration.ofMillis(3_599_500), SOON)).error())
        .isEqualTo(NodeError.BAD_REQUEST);
    assertThat(refusal(client.purge(4, ID, Duration.ZERO, SOON)).error())
        .isEqualTo(NodeError.STALE_EPOCH);
    get(client.purge(5, ID, Duration.ZERO, SOON));
    assertThat(get(client.list(SOON))).isEmpty();
    assertThat(refusal(client.purge(5, ID, Duration.ZERO, SOON)).error())
        .isEqualTo(NodeError.NO_SUCH_EXTENT);
    get(client.create(5, ID, 70, 2, SOON));
  }

  @Test
  void scrubIsSteeredAndTellsHowItStands() throws Exception {
    ScrubReport atFirst = get(client.scrub(ScrubAction.REPORT, 0, SOON));
    assertThat(atFirst.limitBytesPerSecond()).isEqualTo(32 << 20);
    assertThat(atFirst.status().paused()).isFalse();

    assertThat(get(client.scrub(ScrubAction.PAUSE, 0, SOON)).status().paused()).isTrue();
    assertThat(get(client.scrub(ScrubAction.LIMIT, 12_345, SOON)).limitBytesPerSecond())
        .isEqualTo(12_345);
    assertThat(refusal(client.scrub(ScrubAction.LIMIT, 0, SOON)).error())
        .isEqualTo(NodeError.BAD_REQUEST);
    assertThat(get(client.scrub(ScrubAction.START, 0, SOON)).status().paused()).isFalse();
  }

  @Test
  void readsForTheScrubKeepToItsLimitAndThoseForClientsDoNot() throws Exception {
    int lengthBytes = 2 << 20;
    get(client.create(1, ID, 70, 0, SOON));
    append(0, bytes(lengthBytes, 1));
    get(client.scrub(ScrubAction.LIMIT, 1, SOON));
    get(client.read(TrafficClass.SCRUB, ID, 0, lengthBytes, SOON)).release();

    assertThat(refusal(client.read(TrafficClass.SCRUB, ID, 0, 10, SOON)).error())
        .isEqualTo(NodeError.BUSY);
    get(client.read(ID, 0, lengthBytes, SOON)).release();
  }

  @Test
  void statsTellDisksAndExtents() throws Exception {
    get(client.create(1, ID, 70, 0, SOON));

    NodeStats stats = get(client.stats(SOON));

    assertThat(stats).isEqualTo(running.node.stats());
    assertThat(stats.nodeId()).isEqualTo(running.node.nodeId());
    assertThat(stats.extents()).isEqualTo(1);
    assertThat(stats.disks().getFirst().state()).isEqualTo(DiskState.OK);
    assertThat(stats.disks().getFirst().usedBytes()).isEqualTo(RunningNode.EXTENT_BYTES);
  }

  @Test
  void largestPayloadGoesThroughAndOneByteMoreIsRefusedHere() throws Exception {
    get(client.create(1, ID, 70, 0, SOON));
    byte[] largest = bytes(BatchFormat.MAX_PAYLOAD_BYTES, 1);

    append(0, largest);
    assertThat(read(BatchFormat.HEADER_BYTES, largest.length)).isEqualTo(largest);
    ByteBuf tooLarge = Unpooled.wrappedBuffer(new byte[largest.length + 1]);
    assertThat(refusal(client.append(ID, 0, 1, tooLarge, SOON)).error())
        .isEqualTo(NodeError.BAD_REQUEST);
    assertThat(refusal(client.append(ID, 0, 1, Unpooled.EMPTY_BUFFER, SOON)).error())
        .isEqualTo(NodeError.BAD_REQUEST);
    assertThat(refusal(client.read(ID, 0, largest.length + 1, SOON)).error())
        .isEqualTo(NodeError.BAD_REQUEST);
    get(client.ping(SOON));
  }

  @Test
  void manyRequestsAtOnceStayWithinTheBudgetAndAllAreAnswered() throws Exception {
    get(client.create(1, ID, 70, 0, SOON));
    byte[] payload = bytes(4 << 20, 1);
    append(0, payload);

    List<CompletableFuture<ByteBuf>> reads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      reads.add(client.read(ID, BatchFormat.HEADER_BYTES, payload.length, SOON));
    }
    for (CompletableFuture<ByteBuf> read : reads) {
      assertThat(take(get(read))).isEqualTo(payload);
    }
  }

  @Test
  void pipelinedAppendsArriveInOrder() throws Exception {
    get(client.create(1, ID, 70, 0, SOON));
    List<CompletableFuture<Long>> appends = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ByteBuf payload = Unpooled.wrappedBuffer(bytes(500, i));
      appends.add(client.append(ID, 4096L * i, 1, payload, SOON));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(get(appends.get(i))).isEqualTo(4096L * (i + 1));
    }
    assertThat(running.metrics.timer("storage.sync").getCount()).isLessThan(200);
  }

  @Test
  void refusalsKeepTheirKind() throws Exception {
    assertThat(refusal(client.info(ID, SOON)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
    get(client.create(4, ID, 70, 0, SOON));
    append(0, bytes(10, 1));

    var mismatch = refusal(client.append(ID, 8192, 1, Unpooled.wrappedBuffer(bytes(1, 1)), SOON));
    assertThat(mismatch.error()).isEqualTo(NodeError.OFFSET_MISMATCH);
    assertThat(mismatch.currentEnd()).isEqualTo(4096);
    assertThat(refusal(client.read(ID, 4000, 97, SOON)).error()).isEqualTo(NodeError.OUT_OF_RANGE);
    assertThat(refusal(client.read(ID, 0, -1, SOON)).error()).isEqualTo(NodeError.BAD_REQUEST);
    assertThat(refusal(client.close(3, ID, SOON)).error()).isEqualTo(NodeError.STALE_EPOCH);
  }

  @Test
  void payloadStaysTheCallers() throws Exception {
    get(client.create(1, ID, 70, 0, SOON));
    ByteBuf pooled = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes(5000, 3));
    ByteBuf composite =
        Unpooled.wrappedBuffer(
            Unpooled.wrappedBuffer(bytes(3000, 4)), Unpooled.wrappedBuffer(bytes(2000, 5)));

    long end = get(client.append(ID, 0, 1, pooled, SOON));
    get(client.append(ID, end, 1, composite, SOON));

    assertThat(pooled.refCnt()).isEqualTo(1);
    assertThat(pooled.readableBytes()).isEqualTo(5000);
    assertThat(read(end + BatchFormat.HEADER_BYTES, 3000)).isEqualTo(bytes(3000, 4));
    pooled.release();
    composite.release();
  }

  @Test
  void restartedNodeIsReachableAgainAndHasEverything() throws Exception {
    get(client.create(1, ID, 70, 0, SOON));
    long end = append(0, bytes(6000, 1));
    String nodeId = running.node.nodeId();
    running.stop();
    assertThat(refusal(client.ping(SOON)).error()).isEqualTo(NodeError.UNREACHABLE);

    running.startAgain();

    get(client.ping(SOON));
    assertThat(running.node.nodeId()).isEqualTo(nodeId);
    assertThat(get(client.info(ID, SOON)).endOffset()).isEqualTo(end);
    assertThat(read(BatchFormat.HEADER_BYTES, 6000)).isEqualTo(bytes(6000, 1));
    assertThat(append(end, bytes(10, 2))).isEqualTo(end + 4096);
  }

  @Test
  void refusedConnectionFailsFast() {
    running.stop();
    long start = System.nanoTime();

    assertThat(refusal(client.ping(SOON)).error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void silentNodeIsGivenUpAtTheDeadlineOrTheConnectTimeout() throws Exception {
    NodeClientConfig hasty = new NodeClientConfig(RunningNode.KEY, Duration.ofSeconds(1), 1);
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        NodeClients clients = new NodeClients(hasty, running.runtime)) {
      NodeClient client = clients.to("127.0.0.1:" + silent.getLocalPort());

      assertThat(refusal(client.ping(Duration.ofMillis(50))).error())
          .isEqualTo(NodeError.TIMED_OUT);
      assertThat(refusal(client.ping(SOON)).error()).isEqualTo(NodeError.UNREACHABLE);
    }
  }

  @Test
  void wrongKeyIsRefusedOnBothSides() throws Exception {
    byte[] wrong = RunningNode.KEY.clone();
    wrong[3] ^= 1;
    try (NodeClients strangers = new NodeClients(RunningNode.callers(wrong), running.runtime)) {
      assertThat(refusal(strangers.to(running.hostPort()).ping(SOON)).error())
          .isEqualTo(NodeError.UNAUTHORIZED);
    }
    get(client.ping(SOON));
  }

  @Test
  void diskInUseIsNotOpenedTwice() {
    assertThatThrownBy(() -> StorageNode.start(running.config(0), running.runtime))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another node");
  }

  private long append(long offset, byte[] payload) throws Exception {
    return get(client.append(ID, offset, 1, Unpooled.wrappedBuffer(payload), SOON));
  }

  private byte[] read(long offset, int length) throws Exception {
    return take(get(client.read(ID, offset, length, SOON)));
  }

  private static byte[] take(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes).release();
    return bytes;
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
