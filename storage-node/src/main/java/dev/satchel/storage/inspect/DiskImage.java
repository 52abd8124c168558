package dev.satchel.storage.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/** A disk's bytes, to be read only. */
class DiskImage implements Closeable {

  private static final int FILE_TYPE = 0xf000;
  private static final int BLOCK_DEVICE = 0x6000;

  private final FileChannel channel;

  DiskImage(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens what can be a disk; to open a pipe would wait for its other end. */
  static DiskImage open(Path disk) throws IOException {
    if (!Files.isRegularFile(disk) && !isBlockDevice(disk)) {
      throw new IOException(disk + " is neither a file nor a block device");
    }
    return new DiskImage(FileChannel.open(disk, StandardOpenOption.READ));
  }

  private static boolean isBlockDevice(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(path, "unix:mode") instanceof Integer mode
        && (mode & FILE_TYPE) == BLOCK_DEVICE;
  }

  long sizeBytes() throws IOException {
    return channel.size();
  }

  /** Fills {@code target}; what lies beyond the end reads as zeros. */
  void read(long position, ByteBuffer target) throws IOException {
    int from = target.position();
    int count = 0;
    while (target.hasRemaining() && count >= 0) {
      count = channel.read(target, position + target.position() - from);
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
    target.position(from);
  }

  /** So many bytes in a buffer of their own. */
  UnsafeBuffer read(long position, int lengthBytes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
    read(position, bytes);
    return new UnsafeBuffer(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
