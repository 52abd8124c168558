package dev.satchel.storage.inspect;

import dev.satchel.storage.record.ReadOutcome;
import dev.satchel.storage.record.RecordFormat;
import dev.satchel.storage.record.RecordHeader;
import dev.satchel.storage.record.RecordReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/** One record in facts. */
final class RecordFacts {

  private RecordFacts() {}

  static Facts at(DiskImage image, long position) throws IOException {
    if (position < 0 || position >= image.sizeBytes()) {
      throw new IOException("the disk has " + image.sizeBytes() + " bytes");
    }
    int most = RecordFormat.paddedLength(RecordFormat.MAX_PAYLOAD_BYTES);
    int lengthBytes = (int) Math.min(most, image.sizeBytes() - position);
    ByteBuffer bytes = ByteBuffer.allocateDirect(lengthBytes);
    image.read(position, bytes);
    ByteBuf region = Unpooled.wrappedBuffer(bytes);
    Facts facts = new Facts().put("position", position);
    return switch (new RecordReader().read(region, 0)) {
      case ReadOutcome.Found(RecordHeader header, ByteBuf payload, int next) ->
          whole(facts.put("record", "whole"), header);
      case ReadOutcome.Absent absent -> facts.put("record", "absent");
      case ReadOutcome.Corrupt(String reason) -> facts.put("record", "corrupt: " + reason);
      case ReadOutcome.TooNew(int version) -> facts.put("record", "too new: version " + version);
    };
  }

  private static Facts whole(Facts facts, RecordHeader header) {
    return facts
        .put("block", HexFormat.of().formatHex(header.block().toBytes()))
        .put("codec", header.codec().name().toLowerCase(Locale.ROOT))
        .put("encryption_key", header.encryptionKeyId())
        .put("bucket", header.bucketId())
        .put("bucket_offset", header.bucketOffset())
        .put("stored_bytes", header.storedLengthBytes())
        .put("plain_bytes", header.plainLengthBytes());
  }
}
