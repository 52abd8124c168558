package dev.satchel.storage.wire;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;

/** Reads the headers of requests. */
public final class RequestReader {

  private RequestReader() {}

  /**
   * Takes a header off {@code in}, which has that many bytes.
   *
   * @throws WireException if it is not a request whose lengths may be trusted
   */
  public static RequestHeader read(ByteBuf in) throws WireException {
    int start = in.readerIndex();
    if (in.getIntLE(start + RequestFormat.MAGIC_OFFSET) != RequestFormat.MAGIC) {
      throw new WireException("not a request");
    }
    int crc = Crc32c.of(in, start, RequestFormat.HEADER_CRC_OFFSET);
    if (in.getIntLE(start + RequestFormat.HEADER_CRC_OFFSET) != crc) {
      throw new WireException("a request header does not match its checksum");
    }
    int version = in.getUnsignedShortLE(start + RequestFormat.VERSION_OFFSET);
    if (version != RequestFormat.VERSION) {
      throw new WireException("a request of version " + version);
    }
    RequestHeader header =
        new RequestHeader(
            in.getLongLE(start + RequestFormat.ID_OFFSET),
            command(in, start),
            in.getIntLE(start + RequestFormat.DEADLINE_OFFSET),
            in.getIntLE(start + RequestFormat.BODY_LENGTH_OFFSET),
            in.getIntLE(start + RequestFormat.BODY_CRC_OFFSET));
    checkLengths(header);
    in.skipBytes(RequestFormat.HEADER_BYTES);
    return header;
  }

  private static Command command(ByteBuf in, int start) throws WireException {
    return new Command(
        Op.of(in.getUnsignedByte(start + RequestFormat.OP_OFFSET)),
        new ExtentId(in.getLongLE(start + RequestFormat.EXTENT_ID_OFFSET)),
        in.getLongLE(start + RequestFormat.OFFSET_OFFSET),
        in.getLongLE(start + RequestFormat.EPOCH_OFFSET),
        in.getIntLE(start + RequestFormat.ARGUMENT_OFFSET),
        traffic(in.getUnsignedByte(start + RequestFormat.TRAFFIC_OFFSET)));
  }

  private static TrafficClass traffic(int code) throws WireException {
    try {
      return TrafficClass.of(code);
    } catch (IllegalArgumentException unknown) {
      throw new WireException("a traffic class of " + code);
    }
  }

  private static void checkLengths(RequestHeader header) throws WireException {
    int most = header.command().op().mostBodyBytes();
    int least = Math.min(1, most);
    int lengthBytes = header.bodyLengthBytes();
    if (lengthBytes < least || lengthBytes > most) {
      throw new WireException(header.command().op() + " with a body of " + lengthBytes + " bytes");
    }
    if (header.deadlineMillis() < 1) {
      throw new WireException("a deadline of " + header.deadlineMillis() + " ms");
    }
  }
}
