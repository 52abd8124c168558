package dev.satchel.storage.wire;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads the headers of responses. */
public final class ResponseReader {

  private ResponseReader() {}

  /**
   * Takes a header off {@code in}, which has that many bytes.
   *
   * @throws WireException if it is not a response whose length may be trusted
   */
  public static ResponseHeader read(ByteBuf in) throws WireException {
    int start = in.readerIndex();
    if (in.getIntLE(start + ResponseFormat.MAGIC_OFFSET) != ResponseFormat.MAGIC) {
      throw new WireException("not a response");
    }
    int crc = Crc32c.of(in, start, ResponseFormat.HEADER_CRC_OFFSET);
    if (in.getIntLE(start + ResponseFormat.HEADER_CRC_OFFSET) != crc) {
      throw new WireException("a response header does not match its checksum");
    }
    int version = in.getUnsignedShortLE(start + ResponseFormat.VERSION_OFFSET);
    if (version != ResponseFormat.VERSION) {
      throw new WireException("a response of version " + version);
    }
    int bodyLengthBytes = in.getIntLE(start + ResponseFormat.BODY_LENGTH_OFFSET);
    if (bodyLengthBytes < 0 || bodyLengthBytes > ResponseFormat.MAX_BODY_BYTES) {
      throw new WireException("a response with a body of " + bodyLengthBytes + " bytes");
    }
    ResponseHeader header =
        new ResponseHeader(
            in.getLongLE(start + ResponseFormat.ID_OFFSET),
            error(in.getUnsignedByte(start + ResponseFormat.ERROR_OFFSET)),
            in.getLongLE(start + ResponseFormat.VALUE_OFFSET),
            bodyLengthBytes,
            in.getIntLE(start + ResponseFormat.BODY_CRC_OFFSET),
            moreFollows(in.getUnsignedByte(start + ResponseFormat.MORE_OFFSET)));
    if (header.moreFollows() && (header.error() != null || bodyLengthBytes == 0)) {
      throw new WireException("a response that is no piece, and more to follow");
    }
    in.skipBytes(ResponseFormat.HEADER_BYTES);
    return header;
  }

  private static boolean moreFollows(int code) throws WireException {
    return switch (code) {
      case ResponseFormat.LAST -> false;
      case ResponseFormat.MORE_FOLLOWS -> true;
      default -> throw new WireException("a response with " + code + " for whether more follows");
    };
  }

  private static @Nullable NodeError error(int code) throws WireException {
    try {
      return code == ResponseFormat.DONE ? null : NodeError.of(code - 1);
    } catch (IllegalArgumentException unknown) {
      throw new WireException("a response with error " + code);
    }
  }
}
