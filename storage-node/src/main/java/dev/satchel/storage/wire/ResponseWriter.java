package dev.satchel.storage.wire;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;

/** Writes the headers of responses. */
public final class ResponseWriter {

  private ResponseWriter() {}

  /** Appends a header to {@code out}. */
  public static void write(ResponseHeader header, ByteBuf out) {
    NodeError error = header.error();
    int start = out.writerIndex();
    out.writeZero(ResponseFormat.HEADER_BYTES);
    out.setIntLE(start + ResponseFormat.MAGIC_OFFSET, ResponseFormat.MAGIC);
    out.setShortLE(start + ResponseFormat.VERSION_OFFSET, ResponseFormat.VERSION);
    out.setByte(
        start + ResponseFormat.ERROR_OFFSET,
        error == null ? ResponseFormat.DONE : error.ordinal() + 1);
    out.setByte(
        start + ResponseFormat.MORE_OFFSET,
        header.moreFollows() ? ResponseFormat.MORE_FOLLOWS : ResponseFormat.LAST);
    out.setLongLE(start + ResponseFormat.ID_OFFSET, header.id());
    out.setLongLE(start + ResponseFormat.VALUE_OFFSET, header.value());
    out.setIntLE(start + ResponseFormat.BODY_LENGTH_OFFSET, header.bodyLengthBytes());
    out.setIntLE(start + ResponseFormat.BODY_CRC_OFFSET, header.bodyCrc());
    int crc = Crc32c.of(out, start, ResponseFormat.HEADER_CRC_OFFSET);
    out.setIntLE(start + ResponseFormat.HEADER_CRC_OFFSET, crc);
  }
}
