package dev.satchel.storage.extent;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.BatchFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One batch at the end of an extent, or the retry of one that is there already. */
final class AppendChange extends Change<Long> {

  private static final int COMPARED_BYTES = 64 << 10;

  private final Extent extent;
  private final Append append;

  AppendChange(Extent extent, Append append) {
    super(append.deadlineNanos());
    this.extent = extent;
    this.append = append;
  }

  @Override
  boolean apply() throws IOException {
    extent.admitWriter(append.writerEpoch());
    extent.disk().health().checkTakesData();
    long writtenEnd = extent.writtenEnd();
    if (append.offset() == writtenEnd) {
      return write();
    }
    // The sync that this change waits for covers the first attempt too, if that is in this group.
    if (!isWithin(writtenEnd) || !isThereAlready()) {
      throw new NodeException(
          NodeError.OFFSET_MISMATCH,
          "append at " + append.offset() + " of extent " + extent.id() + ", end " + writtenEnd,
          writtenEnd);
    }
    return extent.hasNews();
  }

  private boolean write() throws NodeException {
    if (newEnd() > extent.header().capacityBytes()) {
      throw new NodeException(NodeError.NO_SPACE, "extent " + extent.id() + " is full");
    }
    ByteBuffer bytes = completed();
    extent.disk().writer().writes().add(extent, extent.dataPosition() + append.offset(), bytes);
    extent.wrote(newEnd());
    return true;
  }

  private boolean isWithin(long writtenEnd) {
    return append.offset() >= 0
        && append.offset() % BatchFormat.ALIGNMENT_BYTES == 0
        && append.offset() <= writtenEnd - append.batch().paddedLengthBytes();
  }

  private boolean isThereAlready() throws IOException {
    completed();
    // The first attempt may be in this very group.
    extent.disk().writer().writes().putOut();
    long position = extent.dataPosition() + append.offset();
    ByteBuffer scratch = PageMemory.allocate(COMPARED_BYTES);
    return append.batch().isOn(extent.disk().device(), position, scratch);
  }

  private ByteBuffer completed() {
    long bucketId = extent.header().bucketId();
    return append.batch().complete(bucketId, append.offset(), append.payloadCrc());
  }

  private long newEnd() {
    return append.offset() + append.batch().paddedLengthBytes();
  }

  @Override
  @Nullable Extent extent() {
    return extent;
  }

  @Override
  Long outcome() {
    extent.synced(newEnd());
    extent.disk().metrics().appends().mark();
    extent.disk().metrics().appendedBytes().mark(append.batch().payloadLengthBytes());
    return newEnd();
  }

  @Override
  void fence(String reason) {
    extent.fence(reason);
  }

  @Override
  long weightBytes() {
    return append.batch().paddedLengthBytes();
  }

  @Override
  void release() {
    append.batch().release();
  }
}
