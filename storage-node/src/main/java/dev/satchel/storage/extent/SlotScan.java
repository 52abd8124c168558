package dev.satchel.storage.extent;

import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.SlotEntry.Mark;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Concludes what each slot of a disk holds, from its header, its footer and its tail. */
final class SlotScan {

  private static final Logger LOG = LoggerFactory.getLogger(SlotScan.class);

  private final DiskStore disk;
  private final DiskGeometry geometry;
  private final BatchScanner.Memory memory = new BatchScanner.Memory();

  SlotScan(DiskStore disk) {
    this.disk = disk;
    this.geometry = disk.geometry();
  }

  /** What a slot holds. */
  sealed interface Slot {
    record Free() implements Slot {}

    /** Of an extent whose purge was begun. */
    record Purging() implements Slot {}

    record Used(Extent extent) implements Slot {}

    /** Something that no rule explains: left as it is, for people and repair. */
    record Lost(String reason) implements Slot {}
  }

  /**
   * What a slot holds, of which this was read.
   *
   * @throws IOException if it could not be read, or was written by another version
   */
  Slot look(long slot, SlotPages pages) throws IOException {
    return switch (pages) {
      case SlotPages.Purging purging -> new Slot.Purging();
      case SlotPages.Untouched untouched -> new Slot.Free();
      case SlotPages.CutOff cutOff -> {
        damaged("slot " + slot + " is cut off");
        yield new Slot.Lost("cut off");
      }
      case SlotPages.Read read -> byPages(slot, read);
      case SlotPages.Failed(IOException failure) -> throw failure;
    };
  }

  private Slot byPages(long slot, SlotPages.Read read) throws IOException {
    return switch (read.header()) {
      case PageOutcome.Found<ExtentHeader>(ExtentHeader header) -> byHeader(header, read.footer());
      case PageOutcome.Blank<ExtentHeader> blank -> withoutHeader(slot, read, "no header");
      case PageOutcome.Corrupt<ExtentHeader>(String reason) -> withoutHeader(slot, read, reason);
      case PageOutcome.TooOld<ExtentHeader>(int version) ->
          throw Versions.tooOld(disk.device(), version);
      case PageOutcome.TooNew<ExtentHeader>(int version) ->
          throw Versions.tooNew(disk.device(), version);
    };
  }

  private Slot byHeader(ExtentHeader header, PageOutcome<Footer> outcome) throws IOException {
    checkEntry(header);
    return switch (outcome) {
      case PageOutcome.Found<Footer>(Footer footer) when isOf(footer, header) ->
          new Slot.Used(Extent.sealed(disk, header, footer.sealed()));
      case PageOutcome.Found<Footer> foreign ->
          withoutFooter(header, "the footer of another extent");
      case PageOutcome.Corrupt<Footer>(String reason) -> withoutFooter(header, "footer: " + reason);
      case PageOutcome.Blank<Footer> blank -> open(header);
      case PageOutcome.TooOld<Footer>(int version) -> throw Versions.tooOld(disk.device(), version);
      case PageOutcome.TooNew<Footer>(int version) -> throw Versions.tooNew(disk.device(), version);
    };
  }

  private static boolean isOf(Footer footer, ExtentHeader header) {
    return footer.id().equals(header.id())
        && footer.bucketId() == header.bucketId()
        && footer.generation() == header.generation();
  }

  /** What the table says of another extent is not believed of this one. */
  private void checkEntry(ExtentHeader header) {
    SlotEntry entry = disk.table().entry(header.slot());
    if (entry.isOf(header)) {
      return;
    }
    if (entry.is(Mark.USED)) {
      damaged("extent " + header.id() + " lies where the table has " + entry.id());
      disk.table().doubt(header.slot());
    }
    disk.table().put(header.slot(), SlotEntry.of(header.id(), header.generation()));
  }

  private Slot open(ExtentHeader header) throws IOException {
    TailScan.Tail tail = tail(header);
    return tail.isDamaged()
        ? fenced(header, tail.end(), tail.firstGap(), "damaged at " + tail.firstGap())
        : new Slot.Used(Extent.found(disk, header, tail.end()));
  }

  /** It was sealed, and is not as long as that cannot be read. */
  private Slot withoutFooter(ExtentHeader header, String reason) throws IOException {
    return fenced(header, tail(header).end(), header.capacityBytes(), reason);
  }

  private Slot fenced(ExtentHeader header, long end, long damagedAt, String reason) {
    damaged("extent " + header.id() + ": " + reason);
    SlotEntry entry = disk.table().entry(header.slot()).with(Mark.FENCED);
    disk.table().put(header.slot(), entry.withScrub(ScrubMark.damagedAt(damagedAt)));
    return new Slot.Used(Extent.found(disk, header, end));
  }

  private TailScan.Tail tail(ExtentHeader header) throws IOException {
    SlotEntry entry = disk.table().entry(header.slot());
    long checkpoint = entry.checkpoint();
    if (entry.is(Mark.COPY)) {
      return TailScan.Tail.at(checkpoint);
    }
    long dataPosition = geometry.dataPosition(header.slot());
    TailScan scan = new TailScan(new BatchScanner(disk.device(), header, dataPosition, memory));
    return scan.find(checkpoint, disk.table().farthestEnd(header.slot()));
  }

  /** A sealed extent is whole without its header; a header torn at creation stands before zeros. */
  private Slot withoutHeader(long slot, SlotPages.Read read, String reason) {
    if (read.footer() instanceof PageOutcome.Found<Footer>(Footer footer)) {
      damaged("extent " + footer.id() + " lost its header (" + reason + "), goes by its footer");
      ExtentHeader header = headerOf(footer, slot);
      checkEntry(header);
      SlotEntry entry = disk.table().entry(slot);
      disk.table().put(slot, entry.withScrub(entry.scrub().withDamaged(1)));
      return new Slot.Used(Extent.sealed(disk, header, footer.sealed()));
    }
    boolean empty =
        read.footer() instanceof PageOutcome.Blank<Footer> && read.firstDataPageIsZero();
    if (empty && !disk.table().hadBytes(slot)) {
      return new Slot.Free();
    }
    damaged("slot " + slot + " holds no extent that could be named: " + reason);
    return new Slot.Lost(reason);
  }

  private ExtentHeader headerOf(Footer footer, long slot) {
    return new ExtentHeader(
        footer.id(),
        footer.bucketId(),
        footer.generation(),
        geometry.capacityBytes(),
        footer.sealedEpoch(),
        slot);
  }

  private void damaged(String what) {
    LOG.warn("disk {}: {}", disk.path(), what);
    disk.metrics().damaged().inc();
  }
}
