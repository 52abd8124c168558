package dev.satchel.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One of several writes that go to a disk together, and how it went. For the thread that calls
 * {@link Disk#writeAll} only.
 */
public final class PageWrite {

  private final long position;
  private final int start;
  private final ByteBuffer source;
  private @Nullable IOException failure;

  /** All of {@code source} at {@code position}. */
  public PageWrite(long position, ByteBuffer source) {
    PageMemory.check(position, source);
    this.position = position;
    this.start = source.position();
    this.source = source;
  }

  public long position() {
    return position;
  }

  /** What is to be written; its position moves on as it is. */
  public ByteBuffer source() {
    return source;
  }

  /** Why it failed, or null when it did not, or did not happen yet. */
  public @Nullable IOException failure() {
    return failure;
  }

  void fail(IOException reason) {
    failure = reason;
  }

  /**
   * Does what is left of it now, and remembers when that fails. A page that was cut in two is
   * written again from its beginning: a disk takes whole pages only.
   */
  void finish(Disk disk) {
    int doneBytes = (source.position() - start) / Disk.PAGE_BYTES * Disk.PAGE_BYTES;
    try {
      disk.write(position + doneBytes, source.position(start + doneBytes));
    } catch (IOException refused) {
      failure = refused;
    }
  }
}
