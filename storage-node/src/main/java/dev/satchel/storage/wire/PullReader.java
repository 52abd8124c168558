package dev.satchel.storage.wire;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import io.netty.buffer.ByteBuf;

/** Reads the bodies of pull requests. */
public final class PullReader {

  private PullReader() {}

  /**
   * Reads a body.
   *
   * @param offset where the range begins, from the request's header
   * @throws NodeException BAD_REQUEST if it makes no sense
   */
  public static PullOrder read(long offset, ByteBuf in) throws NodeException {
    try {
      long lengthBytes = in.readLongLE();
      ExtentId extent = new ExtentId(in.readLongLE());
      String address = ReplyBodyReader.readText(in);
      int[] checksums = new int[ReplyBodyReader.readCount(in, Integer.BYTES)];
      for (int page = 0; page < checksums.length; page++) {
        checksums[page] = in.readIntLE();
      }
      if (in.isReadable()) {
        throw new IllegalArgumentException(in.readableBytes() + " bytes too many");
      }
      return new PullOrder(new PullSource(address, extent), offset, lengthBytes, checksums);
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "a pull that makes no sense: " + malformed.getMessage());
    }
  }
}
