package dev.satchel.storage.inspect;

import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.ExtentHeaderReader;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.FooterReader;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.SlotEntry.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the ends of a slot and the table say of it. */
record SlotView(
    long slot,
    PageOutcome<ExtentHeader> headerOutcome,
    PageOutcome<Footer> footerOutcome,
    boolean isFirstDataPageBlank,
    SlotEntry entry) {

  static SlotView read(DiskImage image, DiskGeometry geometry, TableView table, long slot)
      throws IOException {
    var head = image.read(geometry.slotPosition(slot), DiskGeometry.PAGE_BYTES);
    ByteBuffer data = ByteBuffer.allocate(DiskGeometry.PAGE_BYTES);
    image.read(geometry.dataPosition(slot), data);
    var foot = image.read(geometry.footerPosition(slot), geometry.footerBytes());
    return new SlotView(
        slot,
        ExtentHeaderReader.read(head, geometry, slot),
        FooterReader.read(foot, geometry),
        data.equals(ByteBuffer.allocate(DiskGeometry.PAGE_BYTES)),
        table.entry(slot));
  }

  @Nullable Footer footer() {
    return footerOutcome instanceof PageOutcome.Found<Footer>(Footer found) ? found : null;
  }

  /** Who lies here: by the header, by the footer where that is lost; null for nobody. */
  @Nullable ExtentHeader extent(DiskGeometry geometry) {
    if (headerOutcome instanceof PageOutcome.Found<ExtentHeader>(ExtentHeader found)) {
      return found;
    }
    Footer footer = footer();
    return footer == null
        ? null
        : new ExtentHeader(
            footer.id(),
            footer.bucketId(),
            footer.generation(),
            geometry.capacityBytes(),
            footer.sealedEpoch(),
            slot);
  }

  /** In a word, as a node would take it that opened the disk now and found its tail whole. */
  String state(DiskGeometry geometry) {
    if (entry.is(Mark.PURGING)) {
      return "purging";
    }
    ExtentHeader extent = extent(geometry);
    if (extent == null) {
      return isFree() ? "free" : "lost";
    }
    if (isSealed(extent)) {
      return trashedOr("sealed", extent);
    }
    boolean isFooterBlank = footerOutcome instanceof PageOutcome.Blank<Footer>;
    boolean fenced = mark(Mark.FENCED, extent) || !isFooterBlank;
    String open = fenced ? "fenced" : mark(Mark.CLOSED, extent) ? "closed" : "open";
    return trashedOr(open, extent);
  }

  /** Of a slot that nobody lies in: whether a creation that was torn explains all that is there. */
  boolean isFree() {
    return footerOutcome instanceof PageOutcome.Blank<Footer>
        && isFirstDataPageBlank
        && entry.checkpoint() == 0;
  }

  /** Whether the footer is that of the extent that lies here. */
  boolean isSealed(ExtentHeader extent) {
    Footer footer = footer();
    return footer != null
        && footer.id().equals(extent.id())
        && footer.bucketId() == extent.bucketId()
        && footer.generation() == extent.generation();
  }

  /** Whether the extent that lies here is filled by copying: no batches are to be looked for. */
  boolean isCopy(ExtentHeader extent) {
    return mark(Mark.COPY, extent);
  }

  private String trashedOr(String otherwise, ExtentHeader extent) {
    return mark(Mark.TRASHED, extent) ? "trashed" : otherwise;
  }

  private boolean mark(Mark mark, ExtentHeader extent) {
    return entry.isOf(extent) && entry.is(mark);
  }
}
