package dev.satchel.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A device of bytes at positions. One thread writes and syncs; any number may read at the same
 * time. What was written is durable only after the next {@link #sync} has returned.
 *
 * <p>A thread must not be interrupted while it is inside: that would close the device.
 */
public interface Disk extends Closeable {

  /**
   * Fills {@code target} from {@code position}.
   *
   * @throws java.io.EOFException if the disk ends before
   */
  void read(long position, ByteBuffer target) throws IOException;

  /** Writes all of {@code source} at {@code position}. */
  void write(long position, ByteBuffer source) throws IOException;

  /** Makes everything written so far durable. */
  void sync() throws IOException;

  /**
   * Takes the space for a range, so that no later write into it fails for want of space; what was
   * not written before reads as zeros.
   *
   * @throws DiskFullException if there is not that much
   */
  void allocate(long position, long lengthBytes) throws IOException;

  /**
   * A position at or after {@code position} before which there are only zeros, as far as the device
   * can tell without reading them; the size when nothing follows.
   */
  long nextData(long position) throws IOException;

  /** Where the disk ends now. */
  long sizeBytes() throws IOException;

  /** The file or device, for people. */
  String path();
}
