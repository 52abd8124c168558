package dev.satchel.storage.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/** A disk's bytes, to be read only. */
final class DiskImage implements Closeable {

  private final FileChannel channel;

  private DiskImage(FileChannel channel) {
    this.channel = channel;
  }

  static DiskImage open(Path disk) throws IOException {
    return new DiskImage(FileChannel.open(disk, StandardOpenOption.READ));
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
