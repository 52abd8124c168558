package dev.satchel.storage.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.record.BlockName;
import dev.satchel.storage.record.Codec;
import dev.satchel.storage.record.RecordHeader;
import dev.satchel.storage.record.RecordWriter;
import dev.satchel.storage.runtime.PayloadAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A disk with an open extent 1 of three batches, the first of which begins with a record; a sealed
 * extent 2 of three pages; and a sealed extent 3 in the trash.
 */
final class InspectedDisk implements AutoCloseable {

  static final UUID NODE = new UUID(1, 2);
  static final long SLOT_BYTES = 4 << 20;
  static final long DISK_BYTES = (1 << 20) + 4 * SLOT_BYTES;
  private static final byte[] BLOCK = {1, 2, 3, 4, 5, 6, 7};
  static final int RECORD_OFFSET = 40;

  final Path file;
  final Looks looks;
  final ExtentStore store;

  InspectedDisk(Path file) throws IOException {
    this.file = file;
    this.looks = new Looks(file);
    this.store =
        new ExtentStore(
            () -> Runnable::run,
            PayloadAllocator.keeping(1 << 20),
            new MetricRegistry(),
            StorePolicy.trashFor(Duration.ofDays(1)));
    store.addDisk(FileDisk.open(file, true), new DiskSetup(NODE, SLOT_BYTES, DISK_BYTES, true));
    for (long id = 1; id <= 3; id++) {
      store.create(5, new ExtentId(id), 100 + id, 0, soon()).join();
    }
    long end = append(1, 0, record());
    append(1, append(1, end, bytes(5000)), bytes(10));
    for (long id = 2; id <= 3; id++) {
      long sealed = append(id, 0, bytes(2_500_000));
      store.seal(5, new ExtentId(id), sealed, soon()).join();
    }
    store.trash(6, new ExtentId(3), soon()).join();
  }

  /** As its node leaves it. */
  @Override
  public void close() throws IOException {
    store.close();
  }

  long append(long id, long offset, byte[] payload) {
    Batch batch = Batch.allocate(PayloadAllocator.keeping(1 << 20), payload.length);
    batch.payload().writeBytes(payload);
    return store
        .append(new Append(new ExtentId(id), offset, 1, batch, batch.payloadCrc(), soon()))
        .join();
  }

  private static byte[] record() {
    RecordHeader header =
        new RecordHeader(
            new BlockName(0, 0, 0, 9),
            Codec.RAW,
            0,
            101,
            RECORD_OFFSET,
            BLOCK.length,
            BLOCK.length);
    ByteBuf record = Unpooled.buffer();
    new RecordWriter().write(header, Unpooled.wrappedBuffer(BLOCK), record);
    byte[] bytes = new byte[record.readableBytes()];
    record.readBytes(bytes);
    return bytes;
  }

  static long slotPosition(int slot) {
    return (1 << 20) + slot * SLOT_BYTES;
  }

  static long dataPosition(int slot) {
    return slotPosition(slot) + 4096;
  }

  void flip(long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) ~one.get(0));
      channel.write(one.flip(), position);
    }
  }

  byte[] read(long position, int lengthBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
      assertThat(channel.read(bytes, position)).isEqualTo(lengthBytes);
      return bytes.array();
    }
  }

  void write(long position, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(channel.write(ByteBuffer.wrap(bytes), position)).isEqualTo(bytes.length);
    }
  }

  static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
