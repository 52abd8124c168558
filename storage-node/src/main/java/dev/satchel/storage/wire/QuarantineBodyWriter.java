package dev.satchel.storage.wire;

import dev.satchel.storage.QuarantineOrder;
import io.netty.buffer.ByteBuf;

/** Writes the bodies of quarantine requests. */
public final class QuarantineBodyWriter {

  private QuarantineBodyWriter() {}

  public static void write(QuarantineOrder order, ByteBuf out) {
    ReplyBodyWriter.writeText(order.diskId(), out);
    ReplyBodyWriter.writeText(order.reason(), out);
  }
}
