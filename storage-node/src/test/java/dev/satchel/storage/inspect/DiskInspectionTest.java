package dev.satchel.storage.inspect;

import static dev.satchel.storage.inspect.InspectedDisk.NODE;
import static dev.satchel.storage.inspect.InspectedDisk.RECORD_OFFSET;
import static dev.satchel.storage.inspect.InspectedDisk.SLOT_BYTES;
import static dev.satchel.storage.inspect.InspectedDisk.bytes;
import static dev.satchel.storage.inspect.InspectedDisk.dataPosition;
import static dev.satchel.storage.inspect.InspectedDisk.soon;
import static dev.satchel.storage.inspect.Looks.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.QuarantineOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of a disk, and that asking changes nothing. */
class DiskInspectionTest {

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
  void overviewTellsTheLayoutTheTableAndEveryExtent() throws IOException {
    disk.close();
    Map<String, Object> overview = disk.looks.overview();

    assertThat(overview)
        .containsEntry("node_id", NODE.toString())
        .containsEntry("slot_bytes", SLOT_BYTES)
        .containsEntry("slot_count", 4L)
        .containsEntry("first_slot_position", 1L << 20);
    assertThat(list(overview, "superblocks")).extracting("state").containsOnly("whole");
    assertThat(list(overview, "extent_table"))
        .isNotEmpty()
        .extracting("state")
        .containsOnly("whole");
    assertThat(list(overview, "extents")).extracting("extent").containsExactly(1L, 2L, 3L);
    assertThat(list(overview, "extents"))
        .extracting("state")
        .containsExactly("open", "sealed", "trashed");
    assertThat(list(overview, "extents").getFirst()).containsEntry("checkpoint", 16_384L);
  }

  @Test
  void extentTellsItsBatchesAndItsFooter() throws IOException {
    Map<String, Object> open = disk.looks.extent(1);
    assertThat(list(open, "batches")).extracting("offset").containsExactly(0L, 4096L, 12_288L);
    assertThat(list(open, "batches")).extracting("whole").containsOnly(true);
    assertThat(open).containsEntry("end", 16_384L).containsEntry("torn_behind_end", false);
    assertThat(list(open, "gaps")).isEmpty();

    Map<String, Object> sealed = disk.looks.extent(2);
    assertThat(sealed).containsEntry("state", "sealed").containsEntry("bucket", 102L);
    assertThat(list(sealed, "pages")).hasSize(3);
    assertThat(list(sealed, "batches")).extracting("whole").containsExactly(true);
    assertThatThrownBy(() -> disk.looks.extent(77))
        .hasMessageContaining("no slot of this disk holds");
  }

  @Test
  void batchThatIsNotWholeIsAGapAndNoTornTail() throws IOException {
    disk.close();
    disk.flip(dataPosition(0) + 4096 + 500);

    Map<String, Object> open = disk.looks.extent(1);
    assertThat(open).containsEntry("end", 16_384L).containsEntry("torn_behind_end", false);
    assertThat(list(open, "batches")).extracting("whole").containsExactly(true, false, true);
    assertThat(list(open, "gaps")).containsExactly(Map.of("from", 4096L, "to", 12_288L));
  }

  @Test
  void whatASealCutOffIsNoBatchOfTheExtent() throws IOException {
    disk.store.create(6, new ExtentId(4), 104, 0, soon()).join();
    disk.append(4, disk.append(4, 0, bytes(10)), bytes(20));
    disk.store.seal(6, new ExtentId(4), 4096, soon()).join();

    assertThat(disk.looks.extent(4)).containsEntry("end", 4096L);
    assertThat(list(disk.looks.extent(4), "batches")).extracting("offset").containsExactly(0L);
  }

  @Test
  void recordTellsItsBlock() throws IOException {
    long position = dataPosition(0) + RECORD_OFFSET;
    assertThat(disk.looks.record(position))
        .containsEntry("record", "whole")
        .containsEntry("block", "0".repeat(63) + "9")
        .containsEntry("stored_bytes", 7L)
        .containsEntry("bucket", 101L);
    assertThat(disk.looks.record(position + 8)).containsEntry("record", "absent");

    disk.flip(position + 81);
    assertThat((String) disk.looks.record(position).get("record"))
        .startsWith("corrupt: the payload");
  }

  @Test
  void oneSuperblockIsEnoughAndNoneIsSaid() throws IOException {
    disk.close();
    disk.flip(10);
    assertThat(list(disk.looks.overview(), "extents")).hasSize(3);
    disk.flip(4096 + 10);
    assertThat(list(disk.looks.overview(), "superblocks")).hasSize(2);
    assertThatThrownBy(() -> disk.looks.extent(1))
        .hasMessageContaining("no superblock: copy 0 is corrupt");
  }

  @Test
  void quarantineIsTold() throws IOException {
    assertThat(list(disk.looks.overview(), "quarantine")).isEmpty();
    String id = disk.store.disks().getFirst().id();
    disk.store.keepDisk(6, new QuarantineOrder(id, true, "it clicks"), soon()).join();

    assertThat(list(disk.looks.overview(), "quarantine"))
        .hasSize(2)
        .extracting("reason")
        .containsOnly("it clicks");
    disk.close();
    disk.flip(512 + 70);
    assertThat(list(disk.looks.overview(), "quarantine").getFirst().get("state").toString())
        .startsWith("corrupt");
    assertThat(disk.looks.damage()).extracting("where").containsExactly("quarantine");
  }

  @Test
  void lookingChangesNothing() throws IOException {
    disk.close();
    byte[] before = Files.readAllBytes(disk.file);
    FileTime written = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(disk.file, written);

    disk.looks.overview();
    disk.looks.extent(1);
    disk.looks.extent(2);
    disk.looks.record(dataPosition(0) + RECORD_OFFSET);
    disk.looks.damage();

    assertThat(Files.readAllBytes(disk.file)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(disk.file)).isEqualTo(written);
    try (var entries = Files.list(dir)) {
      assertThat(entries).containsExactly(disk.file);
    }
  }

  @Test
  void whatIsNoDiskIsSaid() throws IOException {
    Path other = Files.write(dir.resolve("other"), bytes(100));
    try (DiskInspection inspection = DiskInspection.open(other)) {
      assertThat(list(inspection.overview().values(), "superblocks"))
          .extracting("state")
          .containsExactly("corrupt: no magic", "blank");
      assertThatThrownBy(inspection::damage).hasMessageContaining("no superblock");
      assertThatThrownBy(() -> inspection.record(100)).hasMessageContaining("100 bytes");
    }
  }
}
