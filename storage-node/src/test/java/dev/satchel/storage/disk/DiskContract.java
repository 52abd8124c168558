package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What every disk does, the real one and the faulty twin. */
abstract class DiskContract {

  static final int SIZE = 1 << 20;

  /** A blank disk that can grow to {@link #SIZE} at least. */
  abstract Disk open() throws IOException;

  @Test
  void whatIsWrittenReadsBackAndTheRestIsZeros() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      ByteBuffer bytes = ByteBuffer.allocateDirect(5000);
      for (int i = 0; i < 5000; i++) {
        bytes.put((byte) (i * 7));
      }
      disk.write(8192, bytes.flip());
      disk.sync();

      assertThat(bytes.hasRemaining()).isFalse();
      assertThat(read(disk, 8192, 5000)).isEqualTo(bytes.flip());
      assertThat(read(disk, 4096, 4096)).isEqualTo(ByteBuffer.allocate(4096));
      assertThat(disk.sizeBytes()).isEqualTo(SIZE);
    }
  }

  @Test
  void readingBeyondTheEndIsSaidToBe() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, 8192);
      assertThatThrownBy(() -> read(disk, 4097, 4096)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void allocatingKeepsWhatIsThere() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, 8192);
      disk.write(0, ByteBuffer.allocateDirect(1).put(0, (byte) 42));
      disk.allocate(0, 16384);
      assertThat(read(disk, 0, 1).get(0)).isEqualTo((byte) 42);
      assertThat(read(disk, 8192, 8192)).isEqualTo(ByteBuffer.allocate(8192));
    }
  }

  @Test
  void nextDataNeverSkipsAny() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      disk.write(300_000, ByteBuffer.allocateDirect(1).put(0, (byte) 1));
      disk.sync();

      assertThat(disk.nextData(0)).isBetween(0L, 300_000L);
      assertThat(disk.nextData(300_000)).isEqualTo(300_000);
      assertThat(disk.nextData(300_001)).isGreaterThan(300_000);
      assertThat(disk.nextData(SIZE)).isEqualTo(SIZE);
    }
  }

  private static ByteBuffer read(Disk disk, long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocateDirect(length);
    disk.read(position, target);
    return target.flip();
  }
}
