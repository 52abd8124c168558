package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.ExtentTablePage.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The examples of docs/format/disk.md are what the code reads and writes, to the byte. */
class DiskFormatExamplesTest {

  private static final DiskGeometry GEOMETRY = new DiskGeometry(4 << 20, 16);
  private static final int PAGE = DiskGeometry.PAGE_BYTES;

  private static final Superblock SUPERBLOCK =
      new Superblock(
          UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
          UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
          GEOMETRY,
          1_795_353_600_000L);

  private static final Quarantine QUARANTINE =
      new Quarantine(3, 1_795_526_400_000L, 5, "clicks when it is warm");

  private static final ExtentTablePage TABLE_PAGE = tablePage();

  private static final ExtentHeader HEADER =
      new ExtentHeader(new ExtentId(42), 7, 1, GEOMETRY.capacityBytes(), 3, 2);

  private static final byte[] PAYLOAD = "hello, batch".getBytes(US_ASCII);

  private static final Footer FOOTER =
      new Footer(
          new ExtentId(42),
          7,
          1,
          5,
          new SealedExtent(1_052_672, new int[] {0x11223344, 0xa1b2c3d4}));

  @Test
  void superblock() throws IOException {
    check(
        "superblock, copy 1",
        PAGE,
        SUPERBLOCK,
        page -> SuperblockReader.read(page, 1),
        page -> SuperblockWriter.write(SUPERBLOCK, 1, page));
  }

  @Test
  void quarantineMark() throws IOException {
    check(
        "quarantine mark, copy 1",
        PAGE,
        QUARANTINE,
        page -> QuarantineReader.read(page, SUPERBLOCK.diskId(), 1),
        page -> {
          SuperblockWriter.write(SUPERBLOCK, 1, page);
          QuarantineWriter.write(QUARANTINE, SUPERBLOCK.diskId(), 1, page);
        });
    UnsafeBuffer page =
        new UnsafeBuffer(WorkedExample.read("disk.md", "quarantine mark, copy 1", PAGE));
    assertThat(SuperblockReader.read(page, 1)).isEqualTo(new PageOutcome.Found<>(SUPERBLOCK));
    assertThat(QuarantineReader.read(page, SUPERBLOCK.diskId(), 0))
        .isInstanceOf(PageOutcome.Corrupt.class);
    assertThat(QuarantineReader.read(page, SUPERBLOCK.nodeId(), 1))
        .isInstanceOf(PageOutcome.Corrupt.class);
  }

  @Test
  void flippedBitsOfTheQuarantineMarkAreNoticed() throws IOException {
    ByteBuffer page = WorkedExample.read("disk.md", "quarantine mark, copy 1", PAGE);
    int end =
        QuarantineFormat.OFFSET + QuarantineFormat.HEADER_BYTES + QUARANTINE.reason().length();
    for (int bit = 8 * QuarantineFormat.OFFSET; bit < 8 * end; bit++) {
      flip(page, bit);
      assertThat(QuarantineReader.read(new UnsafeBuffer(page), SUPERBLOCK.diskId(), 1))
          .as("bit %d", bit)
          .isInstanceOf(PageOutcome.Corrupt.class);
      flip(page, bit);
    }
  }

  /** An open extent in slot 2, and a sealed one in slot 3 that is in the trash. */
  private static ExtentTablePage tablePage() {
    SlotEntry open = SlotEntry.of(new ExtentId(42), 1).withCheckpoint(1_052_672).withWriterEpoch(9);
    SlotEntry trashed =
        SlotEntry.of(new ExtentId(43), 0)
            .with(SlotEntry.Mark.CLOSED)
            .withScrub(new ScrubMark(1_795_353_600_000L, 1_795_440_000_000L, 1 << 20, 1))
            .withTrashed(new SlotEntry.Trashed(1_795_526_400_000L, 5));
    List<SlotEntry> entries =
        new ArrayList<>(Collections.nCopies(ExtentTableFormat.ENTRIES, SlotEntry.EMPTY));
    entries.set(2, open);
    entries.set(3, trashed);
    return new ExtentTablePage(new Place(SUPERBLOCK.diskId(), 0, 1), 6, 5, entries);
  }

  @Test
  void extentTablePage() throws IOException {
    check(
        "extent table page",
        PAGE,
        TABLE_PAGE,
        page -> ExtentTableReader.read(page, GEOMETRY, TABLE_PAGE.place()),
        page -> ExtentTableWriter.write(TABLE_PAGE, page));
  }

  @Test
  void extentHeader() throws IOException {
    check(
        "extent header",
        PAGE,
        HEADER,
        page -> ExtentHeaderReader.read(page, GEOMETRY, 2),
        page -> ExtentHeaderWriter.write(HEADER, page));
  }

  @Test
  void batch() throws IOException {
    ByteBuffer payload = ByteBuffer.allocateDirect(PAYLOAD.length).put(PAYLOAD);
    int crc = Crc32c.of(payload, 0, PAYLOAD.length);
    BatchHeader batch = new BatchHeader(7, 8192, PAYLOAD.length, crc);
    check(
        "batch",
        PAGE,
        batch,
        page -> BatchReader.read(page, 0, 7, 8192),
        page -> {
          page.putBytes(BatchFormat.HEADER_BYTES, PAYLOAD);
          BatchWriter.write(batch, page);
        });
  }

  @Test
  void footer() throws IOException {
    check(
        "footer",
        GEOMETRY.footerBytes(),
        FOOTER,
        area -> FooterReader.read(area, GEOMETRY),
        area -> FooterWriter.write(FOOTER, area));
  }

  @Test
  void sizesThatThePageNames() {
    assertThat(SuperblockFormat.HEADER_BYTES).isEqualTo(88);
    assertThat(QuarantineFormat.HEADER_BYTES).isEqualTo(64);
    assertThat(QuarantineFormat.OFFSET).isEqualTo(512);
    assertThat(QuarantineFormat.MOST_REASON_BYTES).isEqualTo(448);
    assertThat(ExtentTableFormat.HEADER_BYTES).isEqualTo(64);
    assertThat(ExtentTableFormat.ENTRY_BYTES).isEqualTo(96);
    assertThat(ExtentTableFormat.ENTRIES).isEqualTo(42);
    assertThat(ExtentHeaderFormat.HEADER_BYTES).isEqualTo(64);
    assertThat(BatchFormat.HEADER_BYTES).isEqualTo(40);
    assertThat(FooterFormat.HEADER_BYTES).isEqualTo(64);
    DiskGeometry usual = new DiskGeometry(1 << 30, 10);
    assertThat(usual.footerBytes()).isEqualTo(8192);
    assertThat(usual.capacityBytes()).isEqualTo((1 << 30) - 12288);
    assertThat(new DiskGeometry(1 << 30, 5334).firstSlotPosition()).isEqualTo(1 << 20);
    assertThat(new DiskGeometry(1 << 30, 5335).firstSlotPosition()).isEqualTo(2 << 20);
    assertThat(BatchFormat.MAX_PAYLOAD_BYTES).isEqualTo(16 << 20);
    assertThat(FooterFormat.CHECKED_PAGE_BYTES).isEqualTo(1 << 20);
  }

  @Test
  void slotIsOfWholePagesFrom64KibibytesTo1Tebibyte() {
    long least = 64 << 10;
    long most = 1L << 40;
    for (long valid : new long[] {least, least + 4096, most - 4096, most}) {
      assertThat(DiskGeometry.isValidSlotSize(valid)).as("%d bytes", valid).isTrue();
    }
    for (long invalid : new long[] {least - 4096, least + 512, most - 512, most + 4096}) {
      assertThat(DiskGeometry.isValidSlotSize(invalid)).as("%d bytes", invalid).isFalse();
    }
  }

  /** Every bit of every structure is covered: a flipped one is noticed. */
  @Test
  void flippedBitsAreNoticed() throws IOException {
    ByteBuffer page = WorkedExample.read("disk.md", "footer", GEOMETRY.footerBytes());
    for (int bit = 0; bit < 8 * (FooterFormat.HEADER_BYTES + 8); bit++) {
      flip(page, bit);
      assertThat(FooterReader.read(new UnsafeBuffer(page), GEOMETRY))
          .as("bit %d", bit)
          .isInstanceOf(PageOutcome.Corrupt.class);
      flip(page, bit);
    }
  }

  @Test
  void flippedBitsOfTheTableAreNoticed() throws IOException {
    ByteBuffer page = WorkedExample.read("disk.md", "extent table page", PAGE);
    for (int bit = 0; bit < 8 * PAGE; bit++) {
      flip(page, bit);
      assertThat(ExtentTableReader.read(new UnsafeBuffer(page), GEOMETRY, TABLE_PAGE.place()))
          .as("bit %d", bit)
          .isInstanceOf(PageOutcome.Corrupt.class);
      flip(page, bit);
    }
  }

  @Test
  void tablePageOfAnotherPlaceIsCorruptHere() throws IOException {
    UnsafeBuffer page = new UnsafeBuffer(WorkedExample.read("disk.md", "extent table page", PAGE));
    UUID id = SUPERBLOCK.diskId();
    for (Place elsewhere :
        List.of(new Place(id, 0, 0), new Place(id, 1, 1), new Place(SUPERBLOCK.nodeId(), 0, 1))) {
      assertThat(ExtentTableReader.read(page, GEOMETRY, elsewhere))
          .isInstanceOf(PageOutcome.Corrupt.class);
    }
  }

  @Test
  void impossibleEntryIsCorruptHoweverSoundItsChecksum() {
    SlotEntry entry = SlotEntry.of(new ExtentId(42), 1);
    for (SlotEntry impossible :
        List.of(
            entry.withCheckpoint(GEOMETRY.capacityBytes() + PAGE),
            entry.withCheckpoint(100),
            entry.withCheckpoint(-PAGE),
            entry.withScrub(new ScrubMark(0, 0, GEOMETRY.slotBytes(), 0)),
            SlotEntry.EMPTY.withCheckpoint(PAGE))) {
      List<SlotEntry> entries = new ArrayList<>(TABLE_PAGE.entries());
      entries.set(0, impossible);
      UnsafeBuffer page = new UnsafeBuffer(ByteBuffer.allocateDirect(PAGE));
      ExtentTableWriter.write(new ExtentTablePage(TABLE_PAGE.place(), 7, 5, entries), page);

      assertThat(ExtentTableReader.read(page, GEOMETRY, TABLE_PAGE.place()))
          .isInstanceOf(PageOutcome.Corrupt.class);
    }
  }

  @Test
  void impossibleFooterIsCorruptHoweverSoundItsChecksums() throws IOException {
    int areaBytes = GEOMETRY.footerBytes();
    for (long[] impossible :
        new long[][] {
          {-PAGE, 0},
          {PAGE + 1, 1},
          {GEOMETRY.capacityBytes() + PAGE, 0},
          {PAGE, 0},
          {PAGE, -1},
          {PAGE, 1 << 29}
        }) {
      UnsafeBuffer area = new UnsafeBuffer(ByteBuffer.allocateDirect(areaBytes));
      SealedExtent sealed = new SealedExtent(PAGE, new int[] {7});
      FooterWriter.write(new Footer(new ExtentId(1), 2, 3, 4, sealed), area);
      area.putLong(FooterFormat.LENGTH_OFFSET, impossible[0], LITTLE_ENDIAN);
      area.putInt(FooterFormat.PAGE_COUNT_OFFSET, (int) impossible[1], LITTLE_ENDIAN);
      HeaderCheck.end(area, 0, FooterFormat.LAYOUT);

      assertThat(FooterReader.read(area, GEOMETRY)).isInstanceOf(PageOutcome.Corrupt.class);
    }
  }

  @Test
  void pageOfATableWithMoreThanIntMaxPagesIsNotTakenForOneOfThis() {
    UnsafeBuffer page = new UnsafeBuffer(ByteBuffer.allocateDirect(PAGE));
    ExtentTableWriter.write(TABLE_PAGE, page);
    page.putLong(ExtentTableFormat.NUMBER_OFFSET, 1L << 32, LITTLE_ENDIAN);
    HeaderCheck.end(page, 0, ExtentTableFormat.LAYOUT);

    assertThat(ExtentTableReader.read(page, GEOMETRY, TABLE_PAGE.place()))
        .isInstanceOf(PageOutcome.Corrupt.class);
  }

  @Test
  void diskThatEndsBehindTheLargestPositionIsNone() {
    assertThatThrownBy(() -> new DiskGeometry(DiskGeometry.LARGEST_SLOT_BYTES, 1 << 23))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slots");
    assertThat(new DiskGeometry(DiskGeometry.LARGEST_SLOT_BYTES, (1 << 23) - 1).endPosition())
        .isPositive();
  }

  @Test
  void otherVersionsAreSaidToBeTooNewOrTooOld() {
    UnsafeBuffer page = new UnsafeBuffer(ByteBuffer.allocateDirect(PAGE));
    seal(page, new HeaderCheck.Layout(BatchFormat.MAGIC, 2, BatchFormat.HEADER_BYTES));
    assertThat(BatchReader.read(page, 0, 0, 0)).isEqualTo(new PageOutcome.TooNew<>(2));

    seal(page, new HeaderCheck.Layout(SuperblockFormat.MAGIC, 1, SuperblockFormat.HEADER_BYTES));
    assertThat(SuperblockReader.read(page, 0)).isEqualTo(new PageOutcome.TooOld<>(1));
  }

  private static void seal(UnsafeBuffer page, HeaderCheck.Layout layout) {
    HeaderCheck.begin(page, 0, layout);
    HeaderCheck.end(page, 0, layout);
  }

  @Test
  void whatBelongsElsewhereIsCorruptHere() throws IOException {
    ByteBuffer bytes = WorkedExample.read("disk.md", "batch", PAGE);
    UnsafeBuffer view = new UnsafeBuffer(bytes);

    assertThat(BatchReader.read(view, 0, 7, 4096)).isInstanceOf(PageOutcome.Corrupt.class);
    assertThat(BatchReader.read(view, 0, 8, 8192)).isInstanceOf(PageOutcome.Corrupt.class);
  }

  private static void flip(ByteBuffer bytes, int bit) {
    bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ 1 << bit % 8));
  }

  private static <T> void check(
      String name,
      int length,
      T value,
      Function<UnsafeBuffer, PageOutcome<T>> reader,
      Consumer<UnsafeBuffer> writer)
      throws IOException {
    ByteBuffer written = ByteBuffer.allocateDirect(length);
    writer.accept(new UnsafeBuffer(written));
    ByteBuffer documented = WorkedExample.read("disk.md", name, length);

    assertThat(reader.apply(new UnsafeBuffer(documented)))
        .isEqualTo(new PageOutcome.Found<>(value));
    assertThat(documented).isEqualTo(written);
  }
}
