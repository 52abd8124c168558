package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.contract.BlockHash;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.server.BackgroundConfig;
import dev.satchel.storage.server.StorageNode;
import dev.satchel.storage.server.StorageNodeConfig;
import dev.satchel.volume.store.BlockStore;
import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.PutOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A whole cell in this process: real nodes on loopback, real files, one manager. */
final class TestCell implements AutoCloseable {

  static final byte[] KEY =
      "a cluster key for tests, of 32 b".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private static final AtomicInteger starts = new AtomicInteger();

  private final Path folder;
  private final String jdbcUrl;
  private final CellOptions options;
  private final NodeRuntime runtime = NodeRuntime.start(NodeRuntimeConfig.defaults());
  private final Map<Integer, StorageNode> nodes = new TreeMap<>();
  private final List<Cell> ghosts = new ArrayList<>();
  private final MetricRegistry metrics = new MetricRegistry();
  private volatile @Nullable Cell cell;
  private @Nullable ManagerLoop manager;
  private @Nullable NodeAgent agent;

  private TestCell(Path folder, String jdbcUrl, CellOptions options) {
    this.folder = folder;
    this.jdbcUrl = jdbcUrl;
    this.options = options;
  }

  /** A cell of {@code count} nodes, each its own domain, with room for {@code slots} extents. */
  static TestCell start(Path folder, int count, int slots) throws IOException {
    return start(
        folder,
        count,
        slots,
        CellOptions.defaults().withExtentSizeBytes(CellOptions.MIN_EXTENT_BYTES));
  }

  static TestCell start(Path folder, int count, int slots, CellOptions options) throws IOException {
    String sqlite = "jdbc:sqlite:" + folder.resolve("cell.db");
    return new TestCell(folder, sqlite, options).startAll(count, slots);
  }

  /** The same with its state in another database. */
  static TestCell startOn(String jdbcUrl, Path folder, int count, int slots) throws IOException {
    CellOptions options = CellOptions.defaults().withExtentSizeBytes(CellOptions.MIN_EXTENT_BYTES);
    return new TestCell(folder, jdbcUrl, options).startAll(count, slots);
  }

  private TestCell startAll(int count, int slots) throws IOException {
    for (int i = 0; i < count; i++) {
      startNode(i, slots);
    }
    startCell();
    return this;
  }

  void startNode(int number, int slots) throws IOException {
    long size = options.extentSizeBytes();
    Path home = folder.resolve("node" + number);
    Files.createDirectories(home);
    nodes.put(
        number,
        StorageNode.start(
            new StorageNodeConfig(
                home,
                List.of(DiskSpec.thin(home.resolve("disk"), (slots + 1) * size)),
                new InetSocketAddress("127.0.0.1", 0),
                KEY,
                size,
                true,
                options.periods().trashFor(),
                BackgroundConfig.scrubbingEvery(options.periods().scrubPeriod()),
                new MetricRegistry()),
            runtime));
    report();
  }

  void stopNode(int number) {
    StorageNode node = Objects.requireNonNull(nodes.remove(number));
    report();
    node.close();
  }

  /** Opens the cell as a process would that owns it. */
  void startCell() {
    Cell opened = Cell.open(config("start " + starts.incrementAndGet(), true), runtime);
    cell = opened;
    manager = ManagerLoop.start(opened);
    report();
  }

  /**
   * Goes on as a new process after a kill: nothing is finished, the claims stay behind. The old one
   * is still there as a ghost, which makes it worse than a kill.
   */
  void killAndStartAgain() {
    stopManaging();
    ghosts.add(cell());
    startCell();
  }

  CellConfig config(String owner, boolean exclusive) {
    return new CellConfig(jdbcUrl, KEY, options, metrics, owner, exclusive);
  }

  Cell cell() {
    return Objects.requireNonNull(cell);
  }

  NodeRuntime runtime() {
    return runtime;
  }

  MetricRegistry metrics() {
    return metrics;
  }

  int numberOf(String nodeId) {
    return nodes.entrySet().stream()
        .filter(entry -> entry.getValue().nodeId().equals(nodeId))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Random bytes, the same for the same seed, that do not compress. */
  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static BlockHash hashOf(byte[] bytes) {
    try {
      return BlockHash.fromBytes(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  PutOutcome put(byte[] bytes) {
    return put(cell(), bytes);
  }

  static PutOutcome put(BlockStore store, byte[] bytes) {
    ByteBuf plain = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    try {
      return store.put(hashOf(bytes), plain);
    } finally {
      plain.release();
    }
  }

  void assertReadable(byte[] bytes) {
    assertThat(read(hashOf(bytes))).isEqualTo(bytes);
  }

  byte[] read(BlockHash hash) {
    return switch (cell().get(hash)) {
      case GetOutcome.Found(ByteBuf plain) -> {
        byte[] bytes = new byte[plain.readableBytes()];
        plain.readBytes(bytes);
        plain.release();
        yield bytes;
      }
      case GetOutcome.Absent() -> throw new AssertionError(hash + " is absent");
      case GetOutcome.Unreadable(String why) -> throw new AssertionError(why);
    };
  }

  boolean awaitWritable() {
    return cell().awaitWritable(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    stopManaging();
    cell().close();
    ghosts.forEach(Cell::close);
    nodes.values().forEach(StorageNode::close);
    runtime.close();
  }

  private void stopManaging() {
    if (agent != null) {
      agent.close();
    }
    if (manager != null) {
      manager.close();
    }
  }

  private void report() {
    if (agent != null) {
      agent.close();
    }
    if (manager != null) {
      agent = NodeAgent.start(heartbeats(), List.of(manager.membership()));
    }
  }

  /** What the nodes say of themselves. */
  List<Supplier<Heartbeat>> heartbeats() {
    List<Supplier<Heartbeat>> heartbeats = new ArrayList<>();
    nodes.forEach((number, node) ->
        heartbeats.add(() ->
            Heartbeat.of(
                node.stats(), "127.0.0.1:" + node.address().getPort(), "domain " + number)));
    return heartbeats;
  }

  Membership membership() {
    return Objects.requireNonNull(manager).membership();
  }
}
