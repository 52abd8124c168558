package dev.satchel.storage.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.IoMode;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.SealedExtent;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the bodies of responses. No count is trusted before as many bytes as it needs are there;
 * what is missing shows as an {@link IndexOutOfBoundsException}, which {@code NodeClient} turns
 * into a failed answer.
 */
public final class ReplyBodyReader {

  private static final ExtentState[] EXTENT_STATES = ExtentState.values();
  private static final IoMode[] IO_MODES = IoMode.values();
  private static final DiskState[] DISK_STATES = DiskState.values();

  /** An extent or a disk takes at least this much. */
  private static final int SHORTEST_ENTRY_BYTES = 16;

  private ReplyBodyReader() {}

  public static ExtentInfo readExtent(ByteBuf in) {
    return new ExtentInfo(
        new ExtentId(in.readLongLE()),
        readText(in),
        readText(in),
        in.readLongLE(),
        in.readIntLE(),
        EXTENT_STATES[in.readUnsignedByte()],
        in.readLongLE(),
        in.readLongLE(),
        in.readLongLE());
  }

  public static List<ExtentInfo> readExtents(ByteBuf in) {
    int count = readCount(in, SHORTEST_ENTRY_BYTES);
    List<ExtentInfo> infos = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      infos.add(readExtent(in));
    }
    return infos;
  }

  public static SealedExtent readSealed(ByteBuf in) {
    long lengthBytes = in.readLongLE();
    int[] checksums = new int[readCount(in, Integer.BYTES)];
    for (int page = 0; page < checksums.length; page++) {
      checksums[page] = in.readIntLE();
    }
    return new SealedExtent(lengthBytes, checksums);
  }

  public static NodeStats readStats(ByteBuf in) {
    String nodeId = readText(in);
    int extents = in.readIntLE();
    int count = readCount(in, SHORTEST_ENTRY_BYTES);
    List<DiskInfo> disks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      disks.add(readDisk(in));
    }
    return new NodeStats(nodeId, disks, extents, ScrubBodyReader.readStatus(in));
  }

  public static DiskInfo readDisk(ByteBuf in) {
    return new DiskInfo(
        readText(in),
        readText(in),
        IO_MODES[in.readUnsignedByte()],
        in.readLongLE(),
        in.readLongLE(),
        in.readIntLE(),
        DISK_STATES[in.readUnsignedByte()],
        readText(in));
  }

  static int readCount(ByteBuf in, int entryBytes) {
    int count = in.readIntLE();
    if (count < 0 || count > in.readableBytes() / entryBytes) {
      throw new IndexOutOfBoundsException("a count of " + count);
    }
    return count;
  }

  static String readText(ByteBuf in) {
    return in.readString(in.readUnsignedShortLE(), UTF_8);
  }
}
