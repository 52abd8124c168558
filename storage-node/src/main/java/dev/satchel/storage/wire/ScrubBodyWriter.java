package dev.satchel.storage.wire;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import io.netty.buffer.ByteBuf;

/** Writes how a scrub stands, as the body of a response. */
public final class ScrubBodyWriter {

  private ScrubBodyWriter() {}

  public static void writeReport(ScrubReport report, ByteBuf out) {
    out.writeLongLE(report.limitBytesPerSecond());
    out.writeLongLE(report.walkedBytes());
    out.writeIntLE(report.disks().size());
    report.disks().forEach(disk -> writeDisk(disk, out));
    out.writeIntLE(report.damage().size());
    report.damage().forEach(page -> writeDamage(page, out));
  }

  private static void writeDisk(ScrubReport.OfDisk disk, ByteBuf out) {
    ReplyBodyWriter.writeText(disk.diskId(), out);
    ReplyBodyWriter.writeText(disk.path(), out);
    writeStatus(disk.status(), out);
  }

  static void writeStatus(ScrubStatus status, ByteBuf out) {
    out.writeLongLE(status.oldestUnverifiedSeconds());
    out.writeLongLE(status.damagedPages());
    out.writeLongLE(status.sealedBytes());
    out.writeLongLE(status.bytesPerSecond());
    out.writeBoolean(status.paused());
  }

  private static void writeDamage(DamagedPage page, ByteBuf out) {
    out.writeLongLE(page.extent().value());
    ReplyBodyWriter.writeText(page.diskId(), out);
    out.writeByte(page.kind().ordinal());
    out.writeIntLE(page.page());
    out.writeIntLE(page.expectedCrc());
    out.writeIntLE(page.foundCrc());
  }
}
