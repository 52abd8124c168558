package dev.satchel.volume.write;

import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.record.RecordFormat;
import dev.satchel.storage.record.RecordHeader;
import dev.satchel.storage.record.RecordWriter;
import dev.satchel.volume.block.EncodedBlock;
import dev.satchel.volume.model.BlockAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays records out as the payload of one append. Small payloads are copied together; a large one
 * stays where it is, between its header and its padding. One thread at a time.
 */
final class BatchBuilder {

  /** Below this a copy costs less than a piece of its own does on the way to three nodes. */
  private static final int COPIED_BYTES = 64 << 10;

  private static final int TOGETHER_BYTES = 4 * COPIED_BYTES;

  private final ByteBufAllocator allocator;
  private final RecordWriter records = new RecordWriter();

  BatchBuilder(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** Lays the puts out for {@code offset} in the bucket. */
  Batch build(long bucketId, long offset, List<PendingPut> puts) {
    Layout layout = new Layout();
    List<BlockAddress> addresses = new ArrayList<>(puts.size());
    long place = offset + BatchFormat.HEADER_BYTES;
    for (PendingPut put : puts) {
      EncodedBlock block = put.block();
      layout.add(block.header(bucketId, place), block.payload());
      int length = block.recordLength();
      addresses.add(new BlockAddress(block.hash(), bucketId, place, length, block.plainLength()));
      place += length;
    }
    return new Batch(offset, layout.finish(), puts, addresses);
  }

  /** The pieces of one batch as they come together. */
  private final class Layout {
    private final CompositeByteBuf pieces = allocator.compositeDirectBuffer(Integer.MAX_VALUE);
    private @Nullable ByteBuf together;

    void add(RecordHeader header, ByteBuf payload) {
      if (payload.readableBytes() > COPIED_BYTES) {
        flush();
        pieces.addFlattenedComponents(true, around(header, payload));
        return;
      }
      int length = RecordFormat.paddedLength(payload.readableBytes());
      if (together != null && together.writableBytes() < length) {
        flush();
      }
      if (together == null) {
        together = allocator.directBuffer(TOGETHER_BYTES, TOGETHER_BYTES);
      }
      records.write(header, payload, together);
    }

    ByteBuf finish() {
      flush();
      return pieces;
    }

    private void flush() {
      if (together != null) {
        pieces.addComponent(true, together);
        together = null;
      }
    }

    /** A record whose payload is not copied: three pieces, of which the outer two are written. */
    private ByteBuf around(RecordHeader header, ByteBuf payload) {
      int lengthBytes = payload.readableBytes();
      int padding =
          RecordFormat.paddedLength(lengthBytes) - RecordFormat.HEADER_BYTES - lengthBytes;
      CompositeByteBuf record = allocator.compositeDirectBuffer(3);
      record.addComponent(true, room(RecordFormat.HEADER_BYTES));
      record.addComponent(true, payload.retainedSlice());
      if (padding > 0) {
        record.addComponent(true, room(padding));
      }
      record.writerIndex(0);
      records.writeAround(header, record);
      return record;
    }

    private ByteBuf room(int lengthBytes) {
      return allocator.directBuffer(lengthBytes, lengthBytes).writerIndex(lengthBytes);
    }
  }
}
