package dev.satchel.storage.wire;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Reads how a scrub stands; trusts lengths and counts as little as {@link ReplyBodyReader}. */
public final class ScrubBodyReader {

  /** A disk or a damaged page takes at least this much. */
  private static final int SHORTEST_ENTRY_BYTES = 16;

  private ScrubBodyReader() {}

  public static ScrubReport readReport(ByteBuf in) {
    long limitBytesPerSecond = in.readLongLE();
    long walkedBytes = in.readLongLE();
    int diskCount = ReplyBodyReader.readCount(in, SHORTEST_ENTRY_BYTES);
    List<ScrubReport.OfDisk> disks = new ArrayList<>(diskCount);
    for (int i = 0; i < diskCount; i++) {
      disks.add(readDisk(in));
    }
    int damageCount = ReplyBodyReader.readCount(in, SHORTEST_ENTRY_BYTES);
    List<DamagedPage> damage = new ArrayList<>(damageCount);
    for (int i = 0; i < damageCount; i++) {
      damage.add(readDamage(in));
    }
    return new ScrubReport(disks, limitBytesPerSecond, walkedBytes, damage);
  }

  private static ScrubReport.OfDisk readDisk(ByteBuf in) {
    return new ScrubReport.OfDisk(
        ReplyBodyReader.readText(in), ReplyBodyReader.readText(in), readStatus(in));
  }

  static ScrubStatus readStatus(ByteBuf in) {
    return new ScrubStatus(
        in.readLongLE(), in.readLongLE(), in.readLongLE(), in.readLongLE(), in.readBoolean());
  }

  private static DamagedPage readDamage(ByteBuf in) {
    return new DamagedPage(
        new ExtentId(in.readLongLE()),
        ReplyBodyReader.readText(in),
        kind(in.readUnsignedByte()),
        in.readIntLE(),
        in.readIntLE(),
        in.readIntLE());
  }

  private static DamagedPage.Kind kind(int ordinal) {
    try {
      return DamagedPage.Kind.of(ordinal);
    } catch (IllegalArgumentException unknown) {
      throw new IndexOutOfBoundsException(unknown.getMessage());
    }
  }
}
