package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every disk does: in a file, on a device, directly or buffered, and the faulty twin. */
abstract class DiskContract {

  static final int SIZE = 1 << 20;
  static final int PAGE = Disk.PAGE_BYTES;

  /** A blank disk that can grow to {@link #SIZE}, or has that size. */
  abstract Disk open() throws IOException;

  @Test
  void whatIsWrittenReadsBackAndTheRestIsZeros() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      ByteBuffer bytes = pages(3, 7);
      disk.write(2 * PAGE, bytes);
      disk.sync();

      assertThat(bytes.hasRemaining()).isFalse();
      assertThat(read(disk, 2 * PAGE, 3 * PAGE)).isEqualTo(bytes.flip());
      assertThat(read(disk, PAGE, PAGE)).isEqualTo(ByteBuffer.allocate(PAGE));
      assertThat(disk.sizeBytes()).isEqualTo(SIZE);
    }
  }

  @Test
  void whatIsDroppedFromTheCacheReadsTheSame() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      ByteBuffer bytes = pages(3, 7);
      disk.write(PAGE, bytes);
      disk.dropCached(PAGE, 3 * PAGE);
      disk.sync();
      disk.dropCached(PAGE, 3 * PAGE);

      assertThat(read(disk, PAGE, 3 * PAGE)).isEqualTo(bytes.flip());
    }
  }

  @Test
  void onlyThePartBetweenPositionAndLimitOfABufferMoves() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      ByteBuffer bytes = pages(3, 11);
      disk.write(0, bytes.position(PAGE).limit(2 * PAGE));
      ByteBuffer target = PageMemory.allocate(3 * PAGE);
      disk.read(0, target.position(PAGE).limit(2 * PAGE));

      assertThat(target.position()).isEqualTo(2 * PAGE);
      assertThat(target.slice(PAGE, PAGE)).isEqualTo(bytes.slice(PAGE, PAGE));
      assertThat(read(disk, PAGE, PAGE)).isEqualTo(ByteBuffer.allocate(PAGE));
      assertThat(target.slice(0, PAGE)).isEqualTo(ByteBuffer.allocate(PAGE));
    }
  }

  @Test
  void whatIsNotWholePagesInPageAlignedMemoryOffTheHeapIsABug() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      ByteBuffer two = PageMemory.allocate(2 * PAGE);
      ByteBuffer[] wrong = {
        two.slice(0, 512), two.slice(1, PAGE), ByteBuffer.allocate(PAGE), two.slice(0, PAGE + 1)
      };
      for (ByteBuffer buffer : wrong) {
        assertIsABug(() -> disk.write(0, buffer));
        assertIsABug(() -> disk.read(0, buffer));
      }
      assertIsABug(() -> disk.write(512, two));
      assertIsABug(() -> disk.read(1, two));
      assertIsABug(() -> disk.allocate(0, PAGE + 512));
      assertIsABug(() -> disk.erase(512, PAGE));
    }
  }

  private static void assertIsABug(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesThatGoTogetherAreAllDone() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      List<PageWrite> writes = new ArrayList<>();
      for (int page = 0; page < SIZE / PAGE; page += 2) {
        writes.add(new PageWrite((long) page * PAGE, pages(1 + page % 3 / 2, page)));
      }
      disk.writeAll(writes, () -> {});
      disk.sync();

      assertThat(writes).allMatch(write -> write.failure() == null);
      assertThat(writes).noneMatch(write -> write.source().hasRemaining());
      for (int page = 0; page < SIZE / PAGE; page += 2) {
        assertThat(read(disk, (long) page * PAGE, PAGE)).isEqualTo(pages(1, page));
      }
    }
  }

  @Test
  void whatIsToBeDoneMeanwhileIsDoneOnceWithHoweverManyWrites() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      for (int count : new int[] {0, 1, 2, 3, SIZE / PAGE / 2}) {
        List<PageWrite> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          writes.add(new PageWrite(2L * i * PAGE, pages(1, i)));
        }
        AtomicInteger times = new AtomicInteger();
        disk.writeAll(writes, times::incrementAndGet);

        assertThat(times).hasValue(1);
        assertThat(writes).noneMatch(write -> write.source().hasRemaining());
      }
    }
  }

  @Test
  void writesThatTouchLieSideBySideInWhateverOrderTheyCome() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      List<PageWrite> writes = new ArrayList<>();
      for (int page = SIZE / PAGE - 3; page > 0; page -= 3) {
        writes.add(new PageWrite((long) page * PAGE, pages(3, page)));
      }
      disk.writeAll(writes, () -> {});

      assertThat(writes).allMatch(write -> write.failure() == null);
      assertThat(writes).noneMatch(write -> write.source().hasRemaining());
      for (int page = SIZE / PAGE - 3; page > 0; page -= 3) {
        assertThat(read(disk, (long) page * PAGE, 3 * PAGE)).isEqualTo(pages(3, page));
      }
    }
  }

  @Test
  void readingBeyondTheEndIsSaidToBe() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      assertThatThrownBy(() -> read(disk, SIZE - PAGE, 2 * PAGE))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("ends at " + SIZE);
      assertThatThrownBy(() -> read(disk, SIZE, PAGE)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void allocatingKeepsWhatIsThere() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, 2 * PAGE);
      disk.write(0, pages(1, 42));
      disk.allocate(0, 4 * PAGE);
      assertThat(read(disk, 0, PAGE)).isEqualTo(pages(1, 42));
      assertThat(read(disk, 2 * PAGE, 2 * PAGE)).isEqualTo(ByteBuffer.allocate(2 * PAGE));
    }
  }

  @Test
  void erasedRangeReadsAsZerosItsNeighboursStayAndItMayBeUsedAgain() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      disk.write(0, pages(8, 5));
      disk.sync();
      disk.erase(2 * PAGE, 3 * PAGE);
      disk.sync();

      ByteBuffer expected = pages(8, 5);
      expected.put(2 * PAGE, new byte[3 * PAGE]);
      assertThat(read(disk, 0, 8 * PAGE)).isEqualTo(expected);
      assertThat(disk.sizeBytes()).isEqualTo(SIZE);

      disk.allocate(2 * PAGE, 3 * PAGE);
      disk.write(3 * PAGE, pages(1, 9));
      assertThat(read(disk, 3 * PAGE, PAGE)).isEqualTo(pages(1, 9));
    }
  }

  @Test
  void nextDataNeverSkipsAny() throws IOException {
    try (Disk disk = open()) {
      disk.allocate(0, SIZE);
      long at = 73L * PAGE;
      disk.write(at, pages(1, 1));
      disk.sync();

      assertThat(disk.nextData(0)).isBetween(0L, at + 1);
      assertThat(disk.nextData(at)).isBetween(at, at + 1);
      assertThat(disk.nextData(at + PAGE)).isGreaterThan(at);
      assertThat(disk.nextData(SIZE)).isEqualTo(SIZE);
    }
  }

  @Test
  void closingAgainIsHarmless() throws IOException {
    Disk disk = open();
    disk.close();
    try (Disk again = open()) {
      again.allocate(0, SIZE);
      disk.close();
      again.write(0, pages(1, 1));
      assertThat(read(again, 0, PAGE)).isEqualTo(pages(1, 1));
    }
  }

  /** Pages of bytes that differ from their neighbours; the first is not zero. */
  static ByteBuffer pages(int count, int seed) {
    ByteBuffer bytes = PageMemory.allocate(count * PAGE);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (seed + i * 7));
    }
    return bytes;
  }

  static ByteBuffer read(Disk disk, long position, int length) throws IOException {
    ByteBuffer target = PageMemory.allocate(length);
    disk.read(position, target);
    return target.flip();
  }
}
