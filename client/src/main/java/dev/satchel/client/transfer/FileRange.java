package dev.satchel.client.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads and writes at a position until everything has gone through. */
final class FileRange {

  private FileRange() {}

  /** Fills what remains of {@code into}, or less at the end of the file; then flips it. */
  static void read(FileChannel file, long position, ByteBuffer into) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int count = file.read(into, at);
      if (count < 0) {
        break;
      }
      at += count;
    }
    into.flip();
  }

  static void write(FileChannel file, long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }
}
