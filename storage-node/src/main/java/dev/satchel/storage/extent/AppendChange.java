package dev.satchel.storage.extent;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.BatchFormat;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One batch at the end of an extent, or the retry of one that is there already. */
final class AppendChange extends TailChange {

  private static final int COMPARED_BYTES = 64 << 10;

  private final Extent extent;
  private final Append append;

  AppendChange(Extent extent, Append append) {
    super(extent, append.offset(), append.batch().paddedLengthBytes(), append.deadlineNanos());
    this.extent = extent;
    this.append = append;
  }

  @Override
  String what() {
    return "append";
  }

  @Override
  void admit() throws NodeException {
    extent.admitWriter(append.writerEpoch());
  }

  @Override
  ByteBuffer bytes() {
    long bucketId = extent.header().bucketId();
    return append.batch().complete(bucketId, append.offset(), append.payloadCrc());
  }

  @Override
  boolean isThereAlready() throws IOException {
    if (append.offset() % BatchFormat.ALIGNMENT_BYTES != 0) {
      return false;
    }
    bytes();
    // The first attempt may be in this very group.
    extent.disk().writer().writes().putOut();
    long position = extent.dataPosition() + append.offset();
    ByteBuffer scratch = PageMemory.allocate(COMPARED_BYTES);
    try {
      return append.batch().isOn(extent.disk().device(), position, scratch);
    } catch (IOException unreadable) {
      // Nothing was written: the extent goes on, and whoever asks again may be luckier.
      extent.disk().health().readFailed(extent.id(), unreadable);
      throw new NodeException(NodeError.IO_ERROR, "read failed: " + unreadable, unreadable);
    }
  }

  @Override
  Long outcome() {
    extent.disk().metrics().appends().mark();
    extent.disk().metrics().appendedBytes().mark(append.batch().payloadLengthBytes());
    return super.outcome();
  }

  @Override
  void release() {
    append.batch().release();
  }
}
