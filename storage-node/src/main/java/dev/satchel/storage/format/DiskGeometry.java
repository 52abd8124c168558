package dev.satchel.storage.format;

/**
 * Where things lie on a disk: two superblock pages, the extent table, then, from a MiB boundary on,
 * slots of one size. A slot is a header page, the data region and the footer area.
 */
public record DiskGeometry(long slotBytes, long slotCount) {

  /** Everything begins and ends at multiples of this. */
  public static final int PAGE_BYTES = 4096;

  /** The extent table begins here, behind the superblock's two copies. */
  public static final long TABLE_POSITION = 2 * PAGE_BYTES;

  static final long SMALLEST_SLOT_BYTES = 64 << 10;
  static final long LARGEST_SLOT_BYTES = 1L << 40;

  private static final long MOST_SLOTS = 1 << 24;
  private static final long SLOTS_BEGIN_AT_MULTIPLE_OF = 1 << 20;

  public DiskGeometry {
    if (!isValidSlotSize(slotBytes)) {
      throw new IllegalArgumentException(
          "a slot is a multiple of 4096 bytes from 64 KiB to 1 TiB, not " + slotBytes);
    }
    if (slotCount < 1 || slotCount > MOST_SLOTS) {
      throw new IllegalArgumentException("a disk has 1 to 2^24 slots, not " + slotCount);
    }
    if (slotCount > (Long.MAX_VALUE - firstSlotPosition(slotCount)) / slotBytes) {
      throw new IllegalArgumentException(
          slotCount + " slots of " + slotBytes + " bytes end behind the last position of all");
    }
  }

  public static boolean isValidSlotSize(long bytes) {
    return bytes >= SMALLEST_SLOT_BYTES && bytes <= LARGEST_SLOT_BYTES && bytes % PAGE_BYTES == 0;
  }

  /**
   * As many slots as fit.
   *
   * @throws IllegalArgumentException if not even one does
   */
  public static DiskGeometry fitting(long diskBytes, long slotBytes) {
    long slots = Math.min(diskBytes / slotBytes, MOST_SLOTS);
    while (slots > 0 && firstSlotPosition(slots) + slots * slotBytes > diskBytes) {
      slots--;
    }
    if (slots < 1) {
      throw new IllegalArgumentException(
          "a disk of "
              + diskBytes
              + " bytes holds no extent of "
              + slotBytes
              + " bytes: it takes at least "
              + (firstSlotPosition(1) + slotBytes));
    }
    return new DiskGeometry(slotBytes, slots);
  }

  /** The number of pages of the extent table, each of which lies there twice. */
  public int tablePages() {
    return (int) tablePages(slotCount);
  }

  private static long tablePages(long slotCount) {
    return Math.ceilDiv(slotCount, ExtentTableFormat.ENTRIES);
  }

  public long tablePosition(int page, int copy) {
    if (page < 0 || page >= tablePages() || copy < 0 || copy >= ExtentTableFormat.COPIES) {
      throw new IllegalArgumentException("copy " + copy + " of table page " + page);
    }
    return TABLE_POSITION + ((long) page * ExtentTableFormat.COPIES + copy) * PAGE_BYTES;
  }

  /** Where slot 0 begins: behind the extent table. */
  public long firstSlotPosition() {
    return firstSlotPosition(slotCount);
  }

  private static long firstSlotPosition(long slotCount) {
    long tableEnd = TABLE_POSITION + tablePages(slotCount) * ExtentTableFormat.COPIES * PAGE_BYTES;
    return Math.ceilDiv(tableEnd, SLOTS_BEGIN_AT_MULTIPLE_OF) * SLOTS_BEGIN_AT_MULTIPLE_OF;
  }

  /** The size of the data region of every slot. */
  public long capacityBytes() {
    return slotBytes - PAGE_BYTES - footerBytes();
  }

  /** The size of the footer area: room for the checksum of every page that a slot could have. */
  public int footerBytes() {
    long pages = FooterFormat.pageCount(slotBytes - PAGE_BYTES);
    long bytes = FooterFormat.HEADER_BYTES + pages * Integer.BYTES;
    return Math.toIntExact((bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES);
  }

  public long slotPosition(long slot) {
    if (slot < 0 || slot >= slotCount) {
      throw new IllegalArgumentException("slot " + slot + " of " + slotCount);
    }
    return firstSlotPosition() + slot * slotBytes;
  }

  public long dataPosition(long slot) {
    return slotPosition(slot) + PAGE_BYTES;
  }

  public long footerPosition(long slot) {
    return dataPosition(slot) + capacityBytes();
  }

  /** The size of the whole disk. */
  public long endPosition() {
    return firstSlotPosition() + slotCount * slotBytes;
  }
}
