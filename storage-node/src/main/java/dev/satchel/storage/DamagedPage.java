package dev.satchel.storage;

/**
 * Something on a disk that is not what was written there.
 *
 * @param extent 0 for a slot that names none
 * @param page which of its 1 MiB pages; 0 for the header and the footer, which have none; of a slot
 *     its number
 * @param expectedCrc what the seal fixed, where it is a page that could be read
 * @param foundCrc of what lies there now
 */
public record DamagedPage(
    ExtentId extent, String diskId, Kind kind, int page, int expectedCrc, int foundCrc) {

  /** What is wrong; the order is part of the protocol. */
  public enum Kind {
    /** The bytes of a page do not match its checksum. */
    PAGE,
    /** The disk does not hand the bytes of a page out. */
    UNREADABLE,
    /** The extent's header page is damaged, unreadable or another's. */
    HEADER,
    /** The extent's footer is damaged, unreadable or another's. */
    FOOTER,
    /** Of an extent that is not sealed: a batch that begins in the page is not whole. */
    BATCH,
    /** A slot was used, and nothing in it says for what. */
    SLOT;

    private static final Kind[] VALUES = values();

    /**
     * The kind with this ordinal.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(int ordinal) {
      if (ordinal < 0 || ordinal >= VALUES.length) {
        throw new IllegalArgumentException("no kind of damage has number " + ordinal);
      }
      return VALUES[ordinal];
    }
  }

  /** Whether this is what is wrong with the {@code number}th page of the data. */
  public boolean isOfData(int number) {
    return page == number && (kind == Kind.PAGE || kind == Kind.UNREADABLE);
  }

  /** In words, as logs tell it beside the disk's path. */
  @Override
  public String toString() {
    return switch (kind) {
      case PAGE ->
          "page %d of extent %s has checksum %08x, not %08x"
              .formatted(page, extent, foundCrc, expectedCrc);
      case UNREADABLE -> "page " + page + " of extent " + extent + " cannot be read";
      case HEADER -> "the header of extent " + extent;
      case FOOTER -> "the footer of extent " + extent;
      case BATCH -> "a batch in page " + page + " of extent " + extent + " is not whole";
      case SLOT -> "slot " + page + " is used, and nothing in it says for what";
    };
  }

  /** Of a page that could be read. */
  public static DamagedPage wrong(ExtentId id, String diskId, int page, int expected, int found) {
    return new DamagedPage(id, diskId, Kind.PAGE, page, expected, found);
  }

  /** Of anything else. */
  public static DamagedPage of(ExtentId id, String diskId, Kind kind, int page) {
    return new DamagedPage(id, diskId, kind, page, 0, 0);
  }
}
