package dev.satchel.storage.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.SealedExtent;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Writes the bodies of responses. Numbers are little-endian, texts have their length in front. */
public final class ReplyBodyWriter {

  private static final int LONGEST_TEXT_BYTES = 0xffff;

  private ReplyBodyWriter() {}

  public static void writeExtent(ExtentInfo info, ByteBuf out) {
    out.writeLongLE(info.id().value());
    writeText(info.diskId(), out);
    writeText(info.diskPath(), out);
    out.writeLongLE(info.bucketId());
    out.writeIntLE(info.generation());
    out.writeByte(info.state().ordinal());
    out.writeLongLE(info.capacityBytes());
    out.writeLongLE(info.endOffset());
    out.writeLongLE(info.dataPosition());
  }

  public static void writeExtents(List<ExtentInfo> infos, ByteBuf out) {
    out.writeIntLE(infos.size());
    infos.forEach(info -> writeExtent(info, out));
  }

  public static void writeSealed(SealedExtent sealed, ByteBuf out) {
    out.writeLongLE(sealed.lengthBytes());
    out.writeIntLE(sealed.pageChecksums().length);
    for (int checksum : sealed.pageChecksums()) {
      out.writeIntLE(checksum);
    }
  }

  public static void writeStats(NodeStats stats, ByteBuf out) {
    writeText(stats.nodeId(), out);
    out.writeIntLE(stats.extents());
    out.writeIntLE(stats.disks().size());
    stats.disks().forEach(disk -> writeDisk(disk, out));
    ScrubBodyWriter.writeStatus(stats.scrub(), out);
  }

  public static void writeDisk(DiskInfo disk, ByteBuf out) {
    writeText(disk.id(), out);
    writeText(disk.path(), out);
    out.writeByte(disk.mode().ordinal());
    out.writeLongLE(disk.capacityBytes());
    out.writeLongLE(disk.usedBytes());
    out.writeIntLE(disk.freeSlots());
    out.writeByte(disk.state().ordinal());
    writeText(disk.reason(), out);
  }

  static void writeText(String text, ByteBuf out) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > LONGEST_TEXT_BYTES) {
      throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
    }
    out.writeShortLE(bytes.length).writeBytes(bytes);
  }
}
