package dev.satchel.storage.disk;

import dev.satchel.storage.IoMode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A device of bytes at positions. What was written is durable only after a {@link #sync} has
 * returned that began when the write was over.
 *
 * <p>Everything moves in whole pages, as direct I/O wants it: positions and lengths are multiples
 * of {@link #PAGE_BYTES}, and buffers are page-aligned memory off the heap, as {@link PageMemory}
 * and the payload pools hand out. Anything else is a bug and an {@link IllegalArgumentException}.
 *
 * <p>Reads, and writes that do not overlap, may run at the same time. A thread must not be
 * interrupted while it is inside: that would close the device.
 */
public interface Disk extends Closeable {

  /** The unit of positions, lengths and addresses. */
  int PAGE_BYTES = 4096;

  /**
   * Fills {@code target} from {@code position}.
   *
   * @throws java.io.EOFException if the disk ends before
   */
  void read(long position, ByteBuffer target) throws IOException;

  /**
   * Makes the next read of a range come from the device itself, as far as that can be had: what is
   * only remembered proves nothing. Nothing to do for direct I/O.
   */
  void dropCached(long position, long lengthBytes);

  /** Writes all of {@code source} at {@code position}. */
  void write(long position, ByteBuffer source) throws IOException;

  /**
   * Does writes that do not overlap, as many at a time as the device is good at. When this returns
   * all are over, and each knows whether it failed; those that touch may fail together. For one
   * thread.
   *
   * @param meanwhile something short that cannot fail, for this thread to do while the device is at
   *     work; run once, whatever becomes of the writes
   */
  default void writeAll(List<PageWrite> writes, Runnable meanwhile) {
    meanwhile.run();
    writes.forEach(write -> write.finish(this));
  }

  /** Makes everything written and erased so far durable. */
  void sync() throws IOException;

  /**
   * Takes the space for a range, so that no later write into it fails for want of space; what was
   * not written before reads as zeros.
   *
   * @throws DiskFullException if there is not that much
   */
  void allocate(long position, long lengthBytes) throws IOException;

  /**
   * Makes a range below the disk's end read as zeros, and gives its space back where the device can
   * take it; it must be allocated again before it is written.
   */
  void erase(long position, long lengthBytes) throws IOException;

  /**
   * A position at or after {@code position} before which there are only zeros, as far as the device
   * can tell without reading them; the size when nothing follows.
   */
  long nextData(long position) throws IOException;

  /** Where the disk ends now. */
  long sizeBytes() throws IOException;

  /**
   * Why nothing is to be written here any more: its file was removed, replaced or cut short, or can
   * only be read. Empty when all is well or nobody can tell. For the thread that writes.
   */
  Optional<String> lost();

  /** How bytes move, as it was found possible when the disk was opened. */
  IoMode mode();

  /** The file or device, for people. */
  String path();
}
