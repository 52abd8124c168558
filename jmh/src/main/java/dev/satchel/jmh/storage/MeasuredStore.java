package dev.satchel.jmh.storage;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.scrub.ScrubConfig;
import dev.satchel.storage.scrub.Scrubber;
import dev.satchel.storage.server.BackgroundConfig;
import dev.satchel.storage.throttle.Throttles;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** An extent store on one file disk of its own, without a network in front. */
final class MeasuredStore implements AutoCloseable {

  private static final long EPOCH = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NodeRuntime runtime = NodeRuntime.start(NodeRuntimeConfig.defaults());
  private final ExtentStore store =
      new ExtentStore(
          runtime::newReaders,
          runtime.allocator(),
          new MetricRegistry(),
          StorePolicy.trashFor(Duration.ofDays(1)));
  private final AtomicLong lastId = new AtomicLong();

  MeasuredStore(Path disk, DiskSetup setup) throws IOException {
    store.addDisk(FileDisk.open(disk, true), setup);
  }

  /** A disk that takes the space of each extent when that is created. */
  static DiskSetup thin(long extentBytes, long diskBytes) {
    return new DiskSetup(UUID.randomUUID(), extentBytes, diskBytes, true);
  }

  /** A new extent, durably there. */
  ExtentId create() {
    ExtentId id = new ExtentId(lastId.incrementAndGet());
    store.create(EPOCH, id, id.value(), 1, deadline()).join();
    return id;
  }

  /** Memory for batches of one caller, filled once; to be closed before this. */
  OneBuffer oneBuffer(ByteBuf payload) {
    return new OneBuffer(runtime.allocator(), payload);
  }

  /** What arrived from somewhere, ready to be appended. */
  Received receive(ByteBuf payload) {
    Batch batch = Batch.allocate(runtime.allocator(), payload.readableBytes());
    batch.payload().writeBytes(payload.duplicate());
    return new Received(batch, batch.payloadCrc());
  }

  /** Answers the new end when it is durable. */
  CompletableFuture<Long> append(ExtentId id, long offset, Received received) {
    return store.append(
        new Append(id, offset, EPOCH, received.batch(), received.payloadCrc(), deadline()));
  }

  /** Reads a range of what is durable, for nobody. */
  CompletableFuture<Boolean> read(ExtentId id, long offset, int lengthBytes) {
    return store
        .read(id, offset, lengthBytes, deadline(), piece -> piece.release())
        .thenApply(last -> last.release());
  }

  /** Seals an extent, and begins to walk over whatever is sealed as a node does by default. */
  Scrubber scrub(ExtentId id, long lengthBytes) {
    store.seal(EPOCH, id, lengthBytes, deadline()).join();
    Duration period = Duration.ofDays(14);
    BackgroundConfig pace = BackgroundConfig.scrubbingEvery(period);
    return new Scrubber(
        store.sealedPages(),
        ScrubConfig.every(period),
        new Throttles(pace.repairBytesPerSecond(), pace.scrubBytesPerSecond(), System::nanoTime));
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  @Override
  public void close() throws IOException {
    store.close();
    runtime.close();
  }
}
