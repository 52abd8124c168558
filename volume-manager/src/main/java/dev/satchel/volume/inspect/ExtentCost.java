package dev.satchel.volume.inspect;

import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.FooterFormat;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;

/** What an extent takes on its disk for what it holds: its header page, its bytes, its footer. */
final class ExtentCost {

  private ExtentCost() {}

  static long bytes(Extent extent, long lengthBytes) {
    long footer =
        extent.status() == ExtentStatus.SEALED
            ? pages((long) FooterFormat.pageCount(lengthBytes) * Integer.BYTES) + 1
            : 0;
    return (1 + pages(lengthBytes) + footer) * DiskGeometry.PAGE_BYTES;
  }

  private static long pages(long bytes) {
    return (bytes + DiskGeometry.PAGE_BYTES - 1) / DiskGeometry.PAGE_BYTES;
  }
}
