package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What all structures of the disk have alike: a magic word, a version behind it, and a checksum as
 * their last word.
 */
final class HeaderCheck {

  private static final int VERSION_OFFSET = Integer.BYTES;

  private HeaderCheck() {}

  /** Judges the header at {@code index}, and only when it is sound asks for its fields. */
  static <T> PageOutcome<T> read(
      UnsafeBuffer buffer, int index, Layout layout, Supplier<PageOutcome<T>> fields) {
    if (buffer.getInt(index, LITTLE_ENDIAN) != layout.magic()) {
      return isZero(buffer, index, layout.headerBytes())
          ? new PageOutcome.Blank<>()
          : new PageOutcome.Corrupt<>("no magic");
    }
    int crcOffset = layout.headerBytes() - Integer.BYTES;
    if (buffer.getInt(index + crcOffset, LITTLE_ENDIAN) != Crc32c.of(buffer, index, crcOffset)) {
      return new PageOutcome.Corrupt<>("the header does not match its checksum");
    }
    int version = buffer.getShort(index + VERSION_OFFSET, LITTLE_ENDIAN) & 0xffff;
    if (version > layout.version()) {
      return new PageOutcome.TooNew<>(version);
    }
    return version < layout.version() ? new PageOutcome.TooOld<>(version) : fields.get();
  }

  /** Puts the two words in front, before the fields between them and the checksum are put. */
  static void begin(UnsafeBuffer buffer, int index, Layout layout) {
    buffer.setMemory(index, layout.headerBytes(), (byte) 0);
    buffer.putInt(index, layout.magic(), LITTLE_ENDIAN);
    buffer.putShort(index + VERSION_OFFSET, (short) layout.version(), LITTLE_ENDIAN);
  }

  /** Puts the checksum, when all fields are there. */
  static void end(UnsafeBuffer buffer, int index, Layout layout) {
    int crcOffset = layout.headerBytes() - Integer.BYTES;
    buffer.putInt(index + crcOffset, Crc32c.of(buffer, index, crcOffset), LITTLE_ENDIAN);
  }

  private static boolean isZero(UnsafeBuffer buffer, int index, int lengthBytes) {
    for (int i = 0; i < lengthBytes; i++) {
      if (buffer.getByte(index + i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** A kind of structure. */
  record Layout(int magic, int version, int headerBytes) {}
}
