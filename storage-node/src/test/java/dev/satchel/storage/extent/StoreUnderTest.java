package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.runtime.PayloadAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** An extent store over one small disk, with short words for what tests do. */
final class StoreUnderTest implements AutoCloseable {

  static final UUID NODE = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  static final long SLOT_BYTES = 64 << 10;
  static final int FIRST_DATA_POSITION = (1 << 20) + 4096;

  /** Of a disk with two slots. */
  static final int DISK_BYTES = (1 << 20) + 2 * (int) SLOT_BYTES;

  static final ByteBufAllocator ALLOCATOR = PayloadAllocator.keeping(1 << 20);
  static final Duration TRASH_FOR = Duration.ofHours(24);

  /** Longer than any test runs. */
  static final Duration NEVER = Duration.ofHours(1);

  private static final long FAR = TimeUnit.SECONDS.toNanos(60);

  final MetricRegistry metrics;
  final ExtentStore store;

  StoreUnderTest(Disk disk) throws IOException {
    this(disk, Instant::now);
  }

  StoreUnderTest(Disk disk, InstantSource clock) throws IOException {
    this(disk, new StorePolicy(TRASH_FOR, NEVER, clock));
  }

  StoreUnderTest(Disk disk, StorePolicy policy) throws IOException {
    this.metrics = new MetricRegistry();
    this.store = open(metrics, policy);
    store.addDisk(disk, new DiskSetup(NODE, SLOT_BYTES, DISK_BYTES, true));
  }

  /** The same words for a store that is there already. */
  StoreUnderTest(ExtentStore store) {
    this.metrics = new MetricRegistry();
    this.store = store;
  }

  /** A store without disks. */
  static ExtentStore open(MetricRegistry metrics, StorePolicy policy) {
    return new ExtentStore(() -> Runnable::run, ALLOCATOR, metrics, policy);
  }

  /** As a killed node leaves it: without a checkpoint. */
  static FaultyDisk killedWithThreeBatches() throws IOException {
    FaultyDisk disk = new FaultyDisk(DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      store.append(1, 0, bytes(5000, 1)).join();
      store.append(1, 8192, bytes(6000, 2)).join();
      store.append(1, 16384, bytes(3000, 3)).join();
      return disk.afterKill();
    }
  }

  ExtentInfo create(long id) {
    return store.create(1, new ExtentId(id), 100 + id, 0, deadline()).join();
  }

  CompletableFuture<Long> append(long id, long offset, byte[] payload) {
    return append(id, offset, 1, payload);
  }

  CompletableFuture<Long> append(long id, long offset, long writerEpoch, byte[] payload) {
    Batch batch = batch(payload);
    return store.append(
        new Append(new ExtentId(id), offset, writerEpoch, batch, batch.payloadCrc(), deadline()));
  }

  static Batch batch(byte[] payload) {
    Batch batch = Batch.allocate(ALLOCATOR, payload.length);
    batch.payload().writeBytes(Unpooled.wrappedBuffer(payload));
    return batch;
  }

  CompletableFuture<Long> claim(long id, long writerEpoch) {
    return store.claim(new ExtentId(id), writerEpoch, deadline());
  }

  CompletableFuture<Long> close(long epoch, long id) {
    return store.close(epoch, new ExtentId(id), deadline());
  }

  CompletableFuture<SealedExtent> seal(long epoch, long id, long length) {
    return store.seal(epoch, new ExtentId(id), length, deadline());
  }

  CompletableFuture<Long> trash(long epoch, long id) {
    return store.trash(epoch, new ExtentId(id), deadline());
  }

  CompletableFuture<ExtentInfo> restore(long epoch, long id) {
    return store.restore(epoch, new ExtentId(id), deadline());
  }

  CompletableFuture<Void> purge(long epoch, long id) {
    return store.purge(epoch, new ExtentId(id), Duration.ZERO, deadline());
  }

  CompletableFuture<ByteBuf> read(long id, long offset, int lengthBytes) {
    return read(store, new ExtentId(id), offset, lengthBytes, deadline());
  }

  /** A range that is read in one piece. */
  static CompletableFuture<ByteBuf> read(
      ExtentStore store, ExtentId id, long offset, int lengthBytes, long deadlineNanos) {
    return store.read(
        id,
        offset,
        lengthBytes,
        deadlineNanos,
        piece -> {
          throw new AssertionError("a piece of " + piece.readableBytes() + " bytes, and more");
        });
  }

  ExtentInfo info(long id) throws NodeException {
    return store.info(new ExtentId(id));
  }

  /** The payload of the batch at an offset. */
  byte[] payload(long id, long offset, int lengthBytes) {
    ByteBuf bytes = read(id, offset + BatchFormat.HEADER_BYTES, lengthBytes).join();
    try {
      byte[] copy = new byte[lengthBytes];
      bytes.readBytes(copy);
      return copy;
    } finally {
      bytes.release();
    }
  }

  static NodeException refusal(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(future::join);
    if (thrown instanceof CompletionException
        && thrown.getCause() instanceof NodeException refused) {
      return refused;
    }
    throw new AssertionError("not refused", thrown);
  }

  static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  static long deadline() {
    return System.nanoTime() + FAR;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
