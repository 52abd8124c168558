package dev.satchel.storage.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.Fill;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.record.BlockName;
import dev.satchel.storage.record.Codec;
import dev.satchel.storage.record.RecordHeader;
import dev.satchel.storage.record.RecordWriter;
import dev.satchel.storage.runtime.PayloadAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk with an open extent 1 of three batches, the first of which begins with a record; a sealed
 * extent 2 of three pages; and a sealed extent 3 in the trash.
 */
class DiskInspectionTest {

  private static final UUID NODE = new UUID(1, 2);
  private static final long SLOT_BYTES = 4 << 20;
  private static final long DISK_BYTES = (1 << 20) + 4 * SLOT_BYTES;
  private static final byte[] BLOCK = {1, 2, 3, 4, 5, 6, 7};
  private static final int RECORD_OFFSET = 40;

  @TempDir Path dir;
  private Path disk;
  private ExtentStore store;

  @BeforeEach
  void fill() throws IOException {
    disk = dir.resolve("disk");
    store =
        new ExtentStore(
            () -> Runnable::run,
            PayloadAllocator.keeping(1 << 20),
            new MetricRegistry(),
            StorePolicy.trashFor(Duration.ofDays(1)));
    store.addDisk(FileDisk.open(disk, true), new DiskSetup(NODE, SLOT_BYTES, DISK_BYTES, true));
    for (long id = 1; id <= 3; id++) {
      store.create(5, new ExtentId(id), 100 + id, 0, soon()).join();
    }
    long end = append(1, 0, record());
    append(1, append(1, end, bytes(5000)), bytes(10));
    for (long id = 2; id <= 3; id++) {
      long sealed = append(id, 0, bytes(2_500_000));
      store.seal(5, new ExtentId(id), sealed, soon()).join();
    }
    store.trash(6, new ExtentId(3), soon()).join();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void overviewTellsTheLayoutTheTableAndEveryExtent() throws IOException {
    store.close();
    Map<String, Object> overview = overview();

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
    Map<String, Object> open = extent(1);
    assertThat(list(open, "batches")).extracting("offset").containsExactly(0L, 4096L, 12_288L);
    assertThat(list(open, "batches")).extracting("whole").containsOnly(true);
    assertThat(open).containsEntry("end", 16_384L).containsEntry("torn_behind_end", false);
    assertThat(list(open, "gaps")).isEmpty();

    Map<String, Object> sealed = extent(2);
    assertThat(sealed).containsEntry("state", "sealed").containsEntry("bucket", 102L);
    assertThat(list(sealed, "pages")).hasSize(3);
    assertThat(list(sealed, "batches")).extracting("whole").containsExactly(true);
    assertThatThrownBy(() -> extent(77)).hasMessageContaining("no slot of this disk holds");
  }

  @Test
  void batchThatIsNotWholeIsAGapAndNoTornTail() throws IOException {
    store.close();
    flip(dataPosition(0) + 4096 + 500);

    Map<String, Object> open = extent(1);
    assertThat(open).containsEntry("end", 16_384L).containsEntry("torn_behind_end", false);
    assertThat(list(open, "batches")).extracting("whole").containsExactly(true, false, true);
    assertThat(list(open, "gaps")).containsExactly(Map.of("from", 4096L, "to", 12_288L));
  }

  @Test
  void whatASealCutOffIsNoBatchOfTheExtent() throws IOException {
    store.create(6, new ExtentId(4), 104, 0, soon()).join();
    append(4, append(4, 0, bytes(10)), bytes(20));
    store.seal(6, new ExtentId(4), 4096, soon()).join();

    assertThat(extent(4)).containsEntry("end", 4096L);
    assertThat(list(extent(4), "batches")).extracting("offset").containsExactly(0L);
  }

  @Test
  void recordTellsItsBlock() throws IOException {
    long position = dataPosition(0) + RECORD_OFFSET;
    assertThat(record(position))
        .containsEntry("record", "whole")
        .containsEntry("block", "0".repeat(63) + "9")
        .containsEntry("stored_bytes", 7L)
        .containsEntry("bucket", 101L);
    assertThat(record(position + 8)).containsEntry("record", "absent");

    flip(position + 81);
    assertThat((String) record(position).get("record")).startsWith("corrupt: the payload");
  }

  @Test
  void soundDiskHasNoDamageWhetherItsNodeRunsOrNot() throws IOException {
    assertThat(damage()).isEmpty();
    store.close();
    assertThat(damage()).isEmpty();
  }

  /** Pages of a copy are no batches; those that look like one say nothing. */
  @Test
  void copyInTheMakingEndsAtItsCheckpointAndIsNoDamage() throws IOException {
    ExtentId copy = new ExtentId(4);
    store.create(6, copy, 101, 0, soon()).join();
    store.keepCopy(6, copy, soon()).join();
    fillFromExtentOne(copy, 4096, 0);
    fillFromExtentOne(copy, 4096, 4096);
    store.keepCopy(6, copy, soon()).join();
    fillFromExtentOne(copy, 0, 8192);
    fillFromExtentOne(copy, 12_288, 12_288);

    assertThat(damage()).isEmpty();
    assertThat(extent(4)).containsEntry("copy", true).containsEntry("end", 8192L);
    assertThat(list(extent(4), "batches")).isEmpty();
    assertThat(extent(1)).containsEntry("copy", false);
  }

  private void fillFromExtentOne(ExtentId copy, long from, long to) throws IOException {
    ByteBuf page = PayloadAllocator.keeping(1 << 20).directBuffer(4096, 4096);
    ByteBuf bytes = store.read(new ExtentId(1), from, 4096, soon(), ByteBuf::release).join();
    page.writeBytes(bytes);
    bytes.release();
    store.fill(new Fill(6, copy, to, page, soon())).join();
  }

  @Test
  void everyKindOfDamageIsFoundAndNamed() throws IOException {
    store.close();
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
      flip(planted.position);
      if (planted.what == null) {
        assertThat(damage()).as(planted.toString()).isEmpty();
      } else {
        assertThat(damage()).as(planted.toString()).hasSize(1);
        assertThat(damage().getFirst())
            .containsEntry("where", planted.where)
            .containsEntry("position", planted.position / 4096 * 4096);
        assertThat((String) damage().getFirst().get("what")).contains(planted.what);
      }
      flip(planted.position);
      assertThat(damage()).isEmpty();
    }
  }

  /** A flipped byte; null where nothing lies that it could damage. */
  private record Planted(long position, String where, String what) {}

  @Test
  void damagedFooterIsFound() throws IOException {
    store.close();
    flip(slotPosition(2) - 4096 + 20);
    assertThat(damage()).hasSize(1);
    assertThat((String) damage().getFirst().get("what")).contains("its footer is corrupt");
    assertThat(extent(2)).containsEntry("state", "fenced");
  }

  @Test
  void footerOfAnotherExtentFences() throws IOException {
    store.close();
    write(slotPosition(1) - 4096, read(slotPosition(2) - 4096, 4096));

    assertThat(damage()).extracting("what").containsExactly("the footer is that of extent 2");
    assertThat(extent(1)).containsEntry("state", "fenced");

    flip(dataPosition(0) + 50);
    assertThat(damage())
        .extracting("what")
        .containsExactly(
            "the footer is that of extent 2", "no whole batch from 0 to 4096, but behind it");
  }

  /** As a node takes it: what is behind a header that is zeros may be an extent's. */
  @Test
  void slotWithoutAHeaderIsLostIfAnythingSaysThatBytesWereThere() throws IOException {
    store.close();
    write(slotPosition(0), new byte[4096]);
    assertThat(list(overview(), "extents"))
        .extracting("state")
        .containsExactly("lost", "sealed", "trashed");

    write(dataPosition(0), new byte[4096]);
    assertThat(damage()).extracting("where").containsExactly("slot 0");

    write(8192, new byte[8192]);
    assertThat(damage()).isEmpty();
    assertThat(list(overview(), "extents")).extracting("state").containsExactly("sealed", "sealed");
  }

  @Test
  void tornTailIsToldAndIsNoDamage() throws IOException {
    store.close();
    flip(dataPosition(0) + 12_288 + 45);

    assertThat(damage()).isEmpty();
    Map<String, Object> open = extent(1);
    assertThat(open).containsEntry("end", 12_288L).containsEntry("torn_behind_end", true);
    assertThat(list(open, "batches")).extracting("whole").containsExactly(true, true, false);
  }

  @Test
  void oneSuperblockIsEnoughAndNoneIsSaid() throws IOException {
    store.close();
    flip(10);
    assertThat(list(overview(), "extents")).hasSize(3);
    flip(4096 + 10);
    assertThat(list(overview(), "superblocks")).hasSize(2);
    assertThatThrownBy(() -> extent(1)).hasMessageContaining("no superblock: copy 0 is corrupt");
  }

  @Test
  void quarantineIsTold() throws IOException {
    assertThat(list(overview(), "quarantine")).isEmpty();
    String id = store.disks().getFirst().id();
    store.keepDisk(6, new QuarantineOrder(id, true, "it clicks"), soon()).join();

    assertThat(list(overview(), "quarantine"))
        .hasSize(2)
        .extracting("reason")
        .containsOnly("it clicks");
    store.close();
    flip(512 + 70);
    assertThat(list(overview(), "quarantine").getFirst().get("state").toString())
        .startsWith("corrupt");
    assertThat(damage()).extracting("where").containsExactly("quarantine");
  }

  @Test
  void lookingChangesNothing() throws IOException {
    store.close();
    byte[] before = Files.readAllBytes(disk);
    FileTime written = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(disk, written);

    overview();
    extent(1);
    extent(2);
    record(dataPosition(0) + RECORD_OFFSET);
    damage();

    assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(disk)).isEqualTo(written);
    try (var entries = Files.list(dir)) {
      assertThat(entries).containsExactly(disk);
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

  private long append(long id, long offset, byte[] payload) {
    Batch batch = Batch.allocate(PayloadAllocator.keeping(1 << 20), payload.length);
    batch.payload().writeBytes(payload);
    return store
        .append(new Append(new ExtentId(id), offset, 1, batch, batch.payloadCrc(), soon()))
        .join();
  }

  private static byte[] record() {
    RecordHeader header =
        new RecordHeader(
            new BlockName(0, 0, 0, 9),
            Codec.RAW,
            0,
            101,
            RECORD_OFFSET,
            BLOCK.length,
            BLOCK.length);
    ByteBuf record = Unpooled.buffer();
    new RecordWriter().write(header, Unpooled.wrappedBuffer(BLOCK), record);
    byte[] bytes = new byte[record.readableBytes()];
    record.readBytes(bytes);
    return bytes;
  }

  private static long slotPosition(int slot) {
    return (1 << 20) + slot * SLOT_BYTES;
  }

  private static long dataPosition(int slot) {
    return slotPosition(slot) + 4096;
  }

  private void flip(long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(disk, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) ~one.get(0));
      channel.write(one.flip(), position);
    }
  }

  private byte[] read(long position, int lengthBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
      assertThat(channel.read(bytes, position)).isEqualTo(lengthBytes);
      return bytes.array();
    }
  }

  private void write(long position, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      assertThat(channel.write(ByteBuffer.wrap(bytes), position)).isEqualTo(bytes.length);
    }
  }

  private Map<String, Object> overview() throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return inspection.overview().values();
    }
  }

  private Map<String, Object> extent(long id) throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return inspection.extent(id).values();
    }
  }

  private Map<String, Object> record(long position) throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return inspection.record(position).values();
    }
  }

  private List<Map<String, Object>> damage() throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      return list(inspection.damage().values(), "damage");
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> facts, String name) {
    return (List<Map<String, Object>>) facts.get(name);
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
