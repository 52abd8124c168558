package dev.satchel.storage.tls;

import java.io.ByteArrayOutputStream;

/** As much of ASN.1's distinguished encoding as a small certificate needs. */
final class Der {

  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int UTF8_STRING = 0x0c;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private static final int LONGEST_SHORT_FORM = 0x7f;

  private Der() {}

  /** A value made of {@code parts}, one after the other, behind its tag and length. */
  static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    writeLength(content.size(), value);
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }

  /** Short form up to 127, otherwise the count of length bytes and they. */
  private static void writeLength(int lengthBytes, ByteArrayOutputStream out) {
    if (lengthBytes <= LONGEST_SHORT_FORM) {
      out.write(lengthBytes);
      return;
    }
    int count = lengthBytes > 0xffff ? 3 : lengthBytes > 0xff ? 2 : 1;
    out.write(0x80 | count);
    for (int shift = Byte.SIZE * (count - 1); shift >= 0; shift -= Byte.SIZE) {
      out.write(lengthBytes >> shift);
    }
  }
}
