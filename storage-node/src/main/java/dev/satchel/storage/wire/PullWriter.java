package dev.satchel.storage.wire;

import dev.satchel.storage.PullOrder;
import io.netty.buffer.ByteBuf;

/** Writes the bodies of pull requests. */
public final class PullWriter {

  private PullWriter() {}

  public static void write(PullOrder order, ByteBuf out) {
    out.writeLongLE(order.lengthBytes());
    out.writeLongLE(order.source().extent().value());
    ReplyBodyWriter.writeText(order.source().address(), out);
    out.writeIntLE(order.pageChecksums().length);
    for (int checksum : order.pageChecksums()) {
      out.writeIntLE(checksum);
    }
  }
}
