package dev.satchel.storage.wire;

import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;

/** Writes the headers of requests. */
public final class RequestWriter {

  private RequestWriter() {}

  /** Appends a header to {@code out}. */
  public static void write(RequestHeader header, ByteBuf out) {
    Command command = header.command();
    int start = out.writerIndex();
    out.writeZero(RequestFormat.HEADER_BYTES);
    out.setIntLE(start + RequestFormat.MAGIC_OFFSET, RequestFormat.MAGIC);
    out.setShortLE(start + RequestFormat.VERSION_OFFSET, RequestFormat.VERSION);
    out.setByte(start + RequestFormat.OP_OFFSET, command.op().ordinal());
    out.setByte(start + RequestFormat.TRAFFIC_OFFSET, command.traffic().ordinal());
    out.setLongLE(start + RequestFormat.ID_OFFSET, header.id());
    out.setLongLE(start + RequestFormat.EXTENT_ID_OFFSET, command.id().value());
    out.setLongLE(start + RequestFormat.OFFSET_OFFSET, command.offset());
    out.setLongLE(start + RequestFormat.EPOCH_OFFSET, command.epoch());
    out.setIntLE(start + RequestFormat.ARGUMENT_OFFSET, command.argument());
    out.setIntLE(start + RequestFormat.DEADLINE_OFFSET, header.deadlineMillis());
    out.setIntLE(start + RequestFormat.BODY_LENGTH_OFFSET, header.bodyLengthBytes());
    out.setIntLE(start + RequestFormat.BODY_CRC_OFFSET, header.bodyCrc());
    int crc = Crc32c.of(out, start, RequestFormat.HEADER_CRC_OFFSET);
    out.setIntLE(start + RequestFormat.HEADER_CRC_OFFSET, crc);
  }
}
