package dev.satchel.jmh.storage;

import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.disk.PageMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A preallocated file and nothing else: writes, reads and {@code fdatasync}, each by its caller.
 */
final class RawFile implements MixedTarget {

  private static final long SMALL_POSITION = (long) READABLE * READ_BYTES;
  private static final long LARGE_POSITION = 1L << 30;
  private static final long FILE_BYTES = 12L << 30;

  private final FileDisk file;
  private final ByteBuffer smallBytes = PageMemory.allocate(SMALL_BYTES);
  private final ByteBuffer largeBytes = PageMemory.allocate(LARGE_BYTES);
  private final ByteBuffer readBytes = PageMemory.allocate(READ_BYTES);
  private long smallEnd = SMALL_POSITION;
  private long largeEnd = LARGE_POSITION;

  RawFile(Path path) throws IOException {
    file = FileDisk.open(path, true);
    file.allocate(0, FILE_BYTES);
    for (int i = 0; i < READABLE; i++) {
      file.write((long) i * READ_BYTES, readBytes.clear());
    }
    file.sync();
  }

  @Override
  public void turnPage() {
    // The file is long enough for all iterations.
  }

  @Override
  public void appendSmall() throws IOException {
    file.write(smallEnd, smallBytes.clear());
    file.sync();
    smallEnd += SMALL_BYTES;
  }

  @Override
  public void appendLarge() throws IOException {
    file.write(largeEnd, largeBytes.clear());
    file.sync();
    largeEnd += LARGE_BYTES;
  }

  @Override
  public void read(int number) throws IOException {
    file.read((long) number * READ_BYTES, readBytes.clear());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
