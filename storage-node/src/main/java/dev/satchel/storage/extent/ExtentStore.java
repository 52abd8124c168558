package dev.satchel.storage.extent;

/** The extents of one node. */
public final class ExtentStore {

  private ExtentStore() {}

  /** Whether disks can have slots of this size. */
  public static boolean isValidExtentSize(long bytes) {
    return bytes >= 64L << 10 && bytes <= 1L << 40 && bytes % 4096 == 0;
  }
}
