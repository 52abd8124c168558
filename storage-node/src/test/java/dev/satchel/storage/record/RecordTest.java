package dev.satchel.storage.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.format.WorkedExample;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records: as documented, whole or said to be damaged, found again behind damage. */
class RecordTest {

  private static final BlockName BLOCK =
      BlockName.fromBytes(
          HexFormat.of()
              .parseHex("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
  private static final byte[] PAYLOAD = "hello".getBytes(US_ASCII);

  private final RecordWriter writer = new RecordWriter();
  private final RecordReader reader = new RecordReader();

  private static RecordHeader header(int storedLength, long bucketOffset) {
    return new RecordHeader(BLOCK, Codec.RAW, 0, 7, bucketOffset, storedLength, storedLength);
  }

  @Test
  void workedExampleIsWhatIsReadAndWritten() throws IOException {
    ByteBuf documented =
        Unpooled.wrappedBuffer(WorkedExample.read("disk.md", "record", 88)).writerIndex(88);
    ByteBuf written = Unpooled.buffer();
    writer.write(header(PAYLOAD.length, 40), Unpooled.wrappedBuffer(PAYLOAD), written);

    assertThat(written).isEqualTo(documented);
    var found = (ReadOutcome.Found) reader.read(documented, 0);
    assertThat(found.header()).isEqualTo(header(PAYLOAD.length, 40));
    assertThat(found.payload()).isEqualTo(Unpooled.wrappedBuffer(PAYLOAD));
    assertThat(found.nextIndex()).isEqualTo(88).isEqualTo(RecordFormat.paddedLength(5));
    assertThat(found.header().block().toBytes()).isEqualTo(BLOCK.toBytes());
  }

  @Test
  void payloadMadeInPlaceIsTheSameRecord() {
    ByteBuf copied = Unpooled.buffer();
    writer.write(header(5, 0), Unpooled.wrappedBuffer(PAYLOAD), copied);
    ByteBuf inPlace = Unpooled.buffer(200);
    inPlace.setBytes(RecordFormat.HEADER_BYTES, PAYLOAD);
    writer.writeAround(header(5, 0), inPlace);

    assertThat(inPlace).isEqualTo(copied);
  }

  @Test
  void flippedBitsAndCutsAreNoticed() {
    ByteBuf region = Unpooled.buffer();
    writer.write(header(5, 0), Unpooled.wrappedBuffer(PAYLOAD), region);
    for (int bit = 0; bit < 8 * (RecordFormat.HEADER_BYTES + 5); bit++) {
      region.setByte(bit / 8, region.getByte(bit / 8) ^ 1 << bit % 8);
      assertThat(reader.read(region, 0)).isNotInstanceOf(ReadOutcome.Found.class);
      region.setByte(bit / 8, region.getByte(bit / 8) ^ 1 << bit % 8);
    }
    for (int length = 0; length < RecordFormat.HEADER_BYTES + 5; length++) {
      assertThat(reader.read(region.slice(0, length), 0)).isInstanceOf(ReadOutcome.Corrupt.class);
    }
    assertThat(reader.read(Unpooled.buffer(200).writeZero(200), 0))
        .isEqualTo(new ReadOutcome.Absent());
  }

  @Test
  void otherVersionsAreNotTakenForThisOne() {
    for (int version : new int[] {0, 2, 0xffff}) {
      ByteBuf region = Unpooled.buffer();
      writer.write(header(5, 0), Unpooled.wrappedBuffer(PAYLOAD), region);
      region.setShortLE(RecordFormat.VERSION_OFFSET, version);
      int crc = Crc32c.of(region, 0, RecordFormat.HEADER_CRC_OFFSET);
      region.setIntLE(RecordFormat.HEADER_CRC_OFFSET, crc);

      assertThat(reader.read(region, 0))
          .isEqualTo(
              version == 0
                  ? new ReadOutcome.Corrupt("the header makes no sense")
                  : new ReadOutcome.TooNew(version));
    }
  }

  @Test
  void runOfRecordsIsWalked() {
    Random random = new Random(1);
    ByteBuf region = Unpooled.buffer();
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      starts.add(region.writerIndex());
      byte[] payload = new byte[1 + random.nextInt(300)];
      random.nextBytes(payload);
      writer.write(
          header(payload.length, region.writerIndex()), Unpooled.wrappedBuffer(payload), region);
    }
    assertThat(walk(region)).isEqualTo(starts);
  }

  private List<Integer> walk(ByteBuf region) {
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at < region.writerIndex()
        && reader.read(region, at) instanceof ReadOutcome.Found record) {
      found.add(at);
      at = record.nextIndex();
    }
    return found;
  }

  @Test
  void lengthsOutOfRangeAreNotWritten() {
    assertThatThrownBy(() -> header(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header(RecordFormat.MAX_PAYLOAD_BYTES + 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header(1, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> writer.write(header(4, 0), Unpooled.wrappedBuffer(PAYLOAD), Unpooled.buffer()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
