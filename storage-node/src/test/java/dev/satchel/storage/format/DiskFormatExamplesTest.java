package dev.satchel.storage.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.SealedExtent;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    assertThat(SuperblockFormat.HEADER_BYTES).isEqualTo(80);
    assertThat(ExtentHeaderFormat.HEADER_BYTES).isEqualTo(64);
    assertThat(BatchFormat.HEADER_BYTES).isEqualTo(40);
    assertThat(FooterFormat.HEADER_BYTES).isEqualTo(64);
    DiskGeometry usual = new DiskGeometry(1 << 30, 10);
    assertThat(usual.footerBytes()).isEqualTo(8192);
    assertThat(usual.capacityBytes()).isEqualTo((1 << 30) - 12288);
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
  void newerVersionsAreSaidToBeNewer() {
    ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
    UnsafeBuffer view = new UnsafeBuffer(page);
    var layout = new HeaderCheck.Layout(BatchFormat.MAGIC, 2, BatchFormat.HEADER_BYTES);
    HeaderCheck.begin(view, 0, layout);
    HeaderCheck.end(view, 0, layout);

    assertThat(BatchReader.read(view, 0, 0, 0)).isEqualTo(new PageOutcome.TooNew<>(2));
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
