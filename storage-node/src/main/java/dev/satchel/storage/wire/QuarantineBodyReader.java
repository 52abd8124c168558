package dev.satchel.storage.wire;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.QuarantineOrder;
import io.netty.buffer.ByteBuf;

/** Reads the bodies of quarantine requests. */
public final class QuarantineBodyReader {

  private QuarantineBodyReader() {}

  /**
   * Reads a body.
   *
   * @param argument 1 keeps the disk apart, 0 does so no more; from the request's header
   * @throws NodeException BAD_REQUEST if it makes no sense
   */
  public static QuarantineOrder read(int argument, ByteBuf in) throws NodeException {
    try {
      if (argument != 0 && argument != 1) {
        throw new IllegalArgumentException("told " + argument);
      }
      QuarantineOrder order =
          new QuarantineOrder(
              ReplyBodyReader.readText(in), argument == 1, ReplyBodyReader.readText(in));
      if (in.isReadable()) {
        throw new IllegalArgumentException(in.readableBytes() + " bytes too many");
      }
      return order;
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "a quarantine that makes no sense: " + malformed.getMessage());
    }
  }
}
