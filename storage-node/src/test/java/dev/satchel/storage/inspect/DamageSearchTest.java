package dev.satchel.storage.inspect;

import static dev.satchel.storage.inspect.InspectedDisk.dataPosition;
import static dev.satchel.storage.inspect.InspectedDisk.slotPosition;
import static dev.satchel.storage.inspect.InspectedDisk.soon;
import static dev.satchel.storage.inspect.Looks.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.extent.Fill;
import dev.satchel.storage.runtime.PayloadAllocator;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is damage, and what only looks like it. */
class DamageSearchTest {

  @TempDir private Path dir;
  private InspectedDisk disk;

  @BeforeEach
  void fill() throws IOException {
    disk = new InspectedDisk(dir.resolve("disk"));
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  @Test
  void soundDiskHasNoDamageWhetherItsNodeRunsOrNot() throws IOException {
    assertThat(disk.looks.damage()).isEmpty();
    disk.close();
    assertThat(disk.looks.damage()).isEmpty();
  }

  /** Pages of a copy are no batches; those that look like one say nothing. */
  @Test
  void copyInTheMakingEndsAtItsCheckpointAndIsNoDamage() throws IOException {
    ExtentId copy = new ExtentId(4);
    disk.store.create(6, copy, 101, 0, soon()).join();
    disk.store.keepCopy(6, copy, soon()).join();
    fillFromExtentOne(copy, 4096, 0);
    fillFromExtentOne(copy, 4096, 4096);
    disk.store.keepCopy(6, copy, soon()).join();
    fillFromExtentOne(copy, 0, 8192);
    fillFromExtentOne(copy, 12_288, 12_288);

    assertThat(disk.looks.damage()).isEmpty();
    assertThat(disk.looks.extent(4)).containsEntry("copy", true).containsEntry("end", 8192L);
    assertThat(list(disk.looks.extent(4), "batches")).isEmpty();
    assertThat(disk.looks.extent(1)).containsEntry("copy", false);
  }

  private void fillFromExtentOne(ExtentId copy, long from, long to) throws IOException {
    ByteBuf page = PayloadAllocator.keeping(1 << 20).directBuffer(4096, 4096);
    ByteBuf bytes = disk.store.read(new ExtentId(1), from, 4096, soon(), ByteBuf::release).join();
    page.writeBytes(bytes);
    bytes.release();
    disk.store.fill(new Fill(6, copy, to, page, soon())).join();
  }

  @Test
  void everyKindOfDamageIsFoundAndNamed() throws IOException {
    disk.close();
    for (Planted planted :
        List.of(
            new Planted(4096 + 30, "superblock", "copy 1 is corrupt"),
            new Planted(8192 + 100, "extent_table", "page 0, copy 0 is corrupt"),
            new Planted(12_288 + 100, "extent_table", "page 0, copy 1 is corrupt"),
            new Planted(slotPosition(0) + 20, "slot 0", "no extent can be named"),
            new Planted(dataPosition(0) + 50, "extent 1", "no whole batch from 0 to 4096"),
            new Planted(
                dataPosition(0) + 4096 + 500, "extent 1", "no whole batch from 4096 to 12288"),
            new Planted(slotPosition(1) + 9, "extent 2", "its header is corrupt"),
            new Planted(dataPosition(1) + 1_050_000, "extent 2", "page 1 has checksum"),
            new Planted(slotPosition(2) - 8192 + 30, "extent 2", null))) {
      disk.flip(planted.position);
      if (planted.what == null) {
        assertThat(disk.looks.damage()).as(planted.toString()).isEmpty();
      } else {
        assertThat(disk.looks.damage()).as(planted.toString()).hasSize(1);
        assertThat(disk.looks.damage().getFirst())
            .containsEntry("where", planted.where)
            .containsEntry("position", planted.position / 4096 * 4096);
        assertThat((String) disk.looks.damage().getFirst().get("what")).contains(planted.what);
      }
      disk.flip(planted.position);
      assertThat(disk.looks.damage()).isEmpty();
    }
  }

  /** A flipped byte; null where nothing lies that it could damage. */
  private record Planted(long position, String where, String what) {}

  @Test
  void damagedFooterIsFound() throws IOException {
    disk.close();
    disk.flip(slotPosition(2) - 4096 + 20);
    assertThat(disk.looks.damage()).hasSize(1);
    assertThat((String) disk.looks.damage().getFirst().get("what"))
        .contains("its footer is corrupt");
    assertThat(disk.looks.extent(2)).containsEntry("state", "fenced");
  }

  @Test
  void footerOfAnotherExtentFences() throws IOException {
    disk.close();
    disk.write(slotPosition(1) - 4096, disk.read(slotPosition(2) - 4096, 4096));

    assertThat(disk.looks.damage())
        .extracting("what")
        .containsExactly("the footer is that of extent 2");
    assertThat(disk.looks.extent(1)).containsEntry("state", "fenced");

    disk.flip(dataPosition(0) + 50);
    assertThat(disk.looks.damage())
        .extracting("what")
        .containsExactly(
            "the footer is that of extent 2", "no whole batch from 0 to 4096, but behind it");
  }

  /** As a node takes it: what is behind a header that is zeros may be an extent's. */
  @Test
  void slotWithoutAHeaderIsLostIfAnythingSaysThatBytesWereThere() throws IOException {
    disk.close();
    disk.write(slotPosition(0), new byte[4096]);
    assertThat(list(disk.looks.overview(), "extents"))
        .extracting("state")
        .containsExactly("lost", "sealed", "trashed");

    disk.write(dataPosition(0), new byte[4096]);
    assertThat(disk.looks.damage()).extracting("where").containsExactly("slot 0");

    disk.write(8192, new byte[8192]);
    assertThat(disk.looks.damage()).isEmpty();
    assertThat(list(disk.looks.overview(), "extents"))
        .extracting("state")
        .containsExactly("sealed", "sealed");
  }

  @Test
  void tornTailIsToldAndIsNoDamage() throws IOException {
    disk.close();
    disk.flip(dataPosition(0) + 12_288 + 45);

    assertThat(disk.looks.damage()).isEmpty();
    Map<String, Object> open = disk.looks.extent(1);
    assertThat(open).containsEntry("end", 12_288L).containsEntry("torn_behind_end", true);
    assertThat(list(open, "batches")).extracting("whole").containsExactly(true, true, false);
  }
}
