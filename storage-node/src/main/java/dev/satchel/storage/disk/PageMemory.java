package dev.satchel.storage.disk;

import static dev.satchel.storage.disk.Disk.PAGE_BYTES;

import java.nio.ByteBuffer;

/** Memory that a {@link Disk} can read into and write from. */
public final class PageMemory {

  private PageMemory() {}

  /**
   * Zeros off the heap, beginning at a multiple of a page.
   *
   * @param lengthBytes a multiple of a page
   */
  public static ByteBuffer allocate(int lengthBytes) {
    if (lengthBytes < 0 || lengthBytes % PAGE_BYTES != 0) {
      throw new IllegalArgumentException(lengthBytes + " bytes are not whole pages");
    }
    ByteBuffer memory = ByteBuffer.allocateDirect(lengthBytes + PAGE_BYTES);
    int overhang = memory.alignmentOffset(0, PAGE_BYTES);
    return memory.slice((PAGE_BYTES - overhang) % PAGE_BYTES, lengthBytes);
  }

  /** Holds every access of every disk to whole pages in page-aligned memory. */
  static void check(long position, ByteBuffer bytes) {
    check(position, bytes.remaining());
    if (!bytes.isDirect() || bytes.alignmentOffset(bytes.position(), PAGE_BYTES) != 0) {
      throw new IllegalArgumentException("a disk takes page-aligned memory off the heap only");
    }
  }

  static void check(long position, long lengthBytes) {
    if (position < 0 || position % PAGE_BYTES != 0 || lengthBytes % PAGE_BYTES != 0) {
      throw new IllegalArgumentException(
          lengthBytes + " bytes at " + position + ": a disk takes whole pages only");
    }
  }
}
