package dev.satchel.storage.scrub;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.SealedPages;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.PayloadAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A store over one faulty disk, for extents of three pages that are sealed. */
final class SealedDisk implements AutoCloseable {

  static final int PAGES = 3;
  static final long LENGTH_BYTES = (5 << 20) / 2;

  private static final PayloadAllocator ALLOCATOR = PayloadAllocator.keeping(16 << 20);
  private static final UUID NODE = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  private static final long SLOT_BYTES = 4 << 20;
  private static final int DISK_BYTES = (1 << 20) + 3 * (int) SLOT_BYTES;

  final FaultyDisk disk;
  final ExtentStore store;

  SealedDisk() throws IOException {
    this(new FaultyDisk(DISK_BYTES));
  }

  private SealedDisk(FaultyDisk disk) throws IOException {
    this.disk = disk;
    this.store =
        new ExtentStore(
            () -> Runnable::run,
            ALLOCATOR,
            new MetricRegistry(),
            StorePolicy.trashFor(Duration.ZERO));
    store.addDisk(disk, new DiskSetup(NODE, SLOT_BYTES, DISK_BYTES, true));
  }

  /** The same disk in the hands of a node that started again. */
  SealedDisk restarted() throws IOException {
    store.close();
    return new SealedDisk(disk.afterKill());
  }

  void seal(long id) {
    ExtentId extent = new ExtentId(id);
    store.create(1, extent, id, 0, deadline()).join();
    Batch batch = Batch.allocate(ALLOCATOR, (int) LENGTH_BYTES - 4096);
    byte[] bytes = new byte[batch.payloadLengthBytes()];
    new Random(id).nextBytes(bytes);
    batch.payload().writeBytes(Unpooled.wrappedBuffer(bytes));
    long end = store.append(new Append(extent, 0, 1, batch, batch.payloadCrc(), deadline())).join();
    store.seal(1, extent, end, deadline()).join();
  }

  SealedPages pages() {
    return store.sealedPages().getFirst();
  }

  /** What a client does: reads a few bytes; answers whether it got them. */
  boolean isRead(long id, long offset) {
    try {
      store.read(new ExtentId(id), offset, 10, deadline(), early -> {}).join().release();
      return true;
    } catch (CompletionException refused) {
      return false;
    }
  }

  /** Where a byte of an extent's data lies on the disk. */
  long position(long id, long offset) throws IOException {
    ExtentInfo info = store.info(new ExtentId(id));
    return info.dataPosition() + offset;
  }

  static long deadline() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
