package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FaultyDiskTest extends DiskContract {

  @Override
  FaultyDisk open() {
    return new FaultyDisk(SIZE);
  }

  @Test
  void powerCutKeepsWhatWasSyncedAndLosesSectorsOfTheRest() throws IOException {
    boolean lost = false;
    for (int seed = 0; seed < 20; seed++) {
      FaultyDisk disk = open();
      disk.allocate(0, SIZE);
      disk.write(0, ones());
      disk.sync();
      disk.write(4096, ones());
      FaultyDisk after =
          disk.afterPowerCut(
              java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      assertThat(after.nextData(0)).isZero();
      assertThat(after.nextData(4095)).isEqualTo(4095);
      lost |= after.nextData(4096) != 4096;
      assertThat(disk.afterKill().nextData(4096)).isEqualTo(4096);
    }
    assertThat(lost).isTrue();
  }

  @Test
  void failedSyncLosesWhatItShouldHaveKept() throws IOException {
    FaultyDisk disk = open();
    disk.allocate(0, SIZE);
    disk.failChange(2);
    disk.write(0, ones());
    assertThatThrownBy(disk::sync).isInstanceOf(IOException.class);
    disk.sync();
    assertThat(disk.syncs()).isEqualTo(2);
    assertThat(disk.afterPowerCut(RandomGenerator.getDefault()).sizeBytes()).isEqualTo(SIZE);
  }

  @Test
  void writesThatGoTogetherFailOneByOne() throws IOException {
    FaultyDisk disk = open();
    disk.allocate(0, SIZE);
    disk.failChange(2);
    List<PageWrite> writes =
        List.of(new PageWrite(0, ones()), new PageWrite(4096, ones()), new PageWrite(8192, ones()));
    disk.writeAll(writes, () -> {});

    assertThat(writes.stream().map(write -> write.failure() != null))
        .containsExactly(false, true, false);
  }

  @Test
  void misdirectedWriteIsElsewhereAndTheNextOneIsNot() throws IOException {
    FaultyDisk disk = open();
    disk.allocate(0, SIZE);
    disk.misdirectWrite(2, 3 * PAGE);
    for (int page = 0; page < 3; page++) {
      disk.write((long) page * PAGE, pages(1, 1 + page));
    }

    assertThat(read(disk, 0, PAGE)).isEqualTo(pages(1, 1));
    assertThat(read(disk, PAGE, PAGE)).isEqualTo(ByteBuffer.allocate(PAGE));
    assertThat(read(disk, 2 * PAGE, PAGE)).isEqualTo(pages(1, 3));
    assertThat(read(disk, 4 * PAGE, PAGE)).isEqualTo(pages(1, 2));
  }

  @Test
  void slowDiskTakesLongByItsOwnClock() throws IOException {
    FaultyDisk disk = open();
    disk.allocate(0, SIZE);
    disk.slowDown(1000);
    disk.write(0, ones());
    disk.sync();
    disk.read(0, PageMemory.allocate(PAGE));
    disk.pass(5);

    assertThat(disk.nanoTime()).isEqualTo(3005);
  }

  @Test
  void writingWhereNothingIsAllocatedIsABug() {
    assertThatThrownBy(() -> open().write(0, ones())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> open().allocate(0, SIZE + PAGE)).isInstanceOf(DiskFullException.class);
  }

  private static ByteBuffer ones() {
    ByteBuffer ones = PageMemory.allocate(4096);
    while (ones.hasRemaining()) {
      ones.put((byte) 1);
    }
    return ones.flip();
  }
}
