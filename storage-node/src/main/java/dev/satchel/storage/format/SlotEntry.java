package dev.satchel.storage.format;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubMark;

/**
 * What the extent table says of one slot, beyond what the slot says of itself.
 *
 * @param id of the extent that this speaks of, with its generation
 * @param marks the bits of {@link Mark}
 * @param checkpoint an end of the extent below which everything was synced
 * @param writerEpoch the highest of a writer that was heard
 */
public record SlotEntry(
    ExtentId id,
    int generation,
    int marks,
    long checkpoint,
    long writerEpoch,
    Trashed trashed,
    ScrubMark scrub) {

  /** Of a slot that no extent lies in. */
  public static final SlotEntry EMPTY =
      new SlotEntry(new ExtentId(0), 0, 0, 0, 0, Trashed.NOT, ScrubMark.NONE);

  /** What can be true of a slot; a bit each. */
  public enum Mark {
    /** An extent is here. */
    USED,
    /** It takes no more appends. */
    CLOSED,
    /** A write or sync of it failed, or its tail is damaged. */
    FENCED,
    /** It is in the trash. */
    TRASHED,
    /** It is out of the trash, for good: its slot is being emptied. */
    PURGING,
    /** It is filled by copying: it ends at its checkpoint, and need not consist of batches. */
    COPY;

    static final int ALL = (1 << values().length) - 1;

    int bit() {
      return 1 << ordinal();
    }
  }

  /**
   * When an extent was put into the trash, and by which manager.
   *
   * @param atMillis since 1970
   */
  public record Trashed(long atMillis, long epoch) {

    static final Trashed NOT = new Trashed(0, 0);
  }

  /** Of an extent that was just made. */
  public static SlotEntry of(ExtentId id, int generation) {
    return new SlotEntry(id, generation, Mark.USED.bit(), 0, 0, Trashed.NOT, ScrubMark.NONE);
  }

  public boolean is(Mark mark) {
    return (marks & mark.bit()) != 0;
  }

  /** Whether this speaks of the extent with that header. */
  public boolean isOf(ExtentHeader header) {
    return is(Mark.USED) && id.equals(header.id()) && generation == header.generation();
  }

  public SlotEntry with(Mark mark) {
    return withMarks(marks | mark.bit());
  }

  public SlotEntry withTrashed(Trashed how) {
    int bits = marks | Mark.TRASHED.bit();
    return new SlotEntry(id, generation, bits, checkpoint, writerEpoch, how, scrub);
  }

  public SlotEntry withoutTrashed() {
    int bits = marks & ~Mark.TRASHED.bit();
    return new SlotEntry(id, generation, bits, checkpoint, writerEpoch, Trashed.NOT, scrub);
  }

  public SlotEntry withCheckpoint(long end) {
    return new SlotEntry(id, generation, marks, end, writerEpoch, trashed, scrub);
  }

  public SlotEntry withWriterEpoch(long epoch) {
    return new SlotEntry(id, generation, marks, checkpoint, epoch, trashed, scrub);
  }

  public SlotEntry withScrub(ScrubMark mark) {
    return new SlotEntry(id, generation, marks, checkpoint, writerEpoch, trashed, mark);
  }

  private SlotEntry withMarks(int bits) {
    return new SlotEntry(id, generation, bits, checkpoint, writerEpoch, trashed, scrub);
  }
}
