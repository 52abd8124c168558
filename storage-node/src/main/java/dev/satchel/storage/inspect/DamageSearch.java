package dev.satchel.storage.inspect;

import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.ExtentTablePage;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.FooterFormat;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.Quarantine;
import dev.satchel.storage.format.SlotEntry.Mark;
import dev.satchel.storage.format.Superblock;
import dev.satchel.storage.format.SuperblockFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Finds everything on a disk that no crash explains, and each damaged copy of what lies there
 * twice. A torn tail of an open extent is no damage. Nor is what a running node is just at: what
 * was found of a slot is looked for again until the table stays as it is meanwhile, and only what
 * is there each time counts.
 */
final class DamageSearch {

  /** On a disk that never rests; by chance nothing looks the same so often. */
  private static final int MOST_LOOKS = 8;

  private final DiskImage image;
  private final DiskGeometry geometry;
  private final List<PageOutcome<Superblock>> superblocks;
  private final Superblock superblock;
  private final QuarantineView quarantine;
  private TableView table;
  private final ByteBuffer page = ByteBuffer.allocateDirect(FooterFormat.CHECKED_PAGE_BYTES);
  private List<Facts> damage = new ArrayList<>();

  DamageSearch(DiskImage image, Superblock superblock, List<PageOutcome<Superblock>> superblocks) {
    this.image = image;
    this.geometry = superblock.geometry();
    this.superblocks = superblocks;
    this.superblock = superblock;
    this.table = new TableView(image, superblock);
    this.quarantine = new QuarantineView(image, superblock);
  }

  List<Facts> run() throws IOException {
    for (int copy = 0; copy < superblocks.size(); copy++) {
      if (!(superblocks.get(copy) instanceof PageOutcome.Found<Superblock>)) {
        String state = Outcomes.describe(superblocks.get(copy));
        add("superblock", SuperblockFormat.position(copy), "copy " + copy + " is " + state);
      }
    }
    lookAtQuarantine();
    for (int number = 0; number < geometry.tablePages(); number++) {
      lookAtTable(number);
    }
    List<Facts> all = new ArrayList<>(damage);
    for (long slot = 0; slot < geometry.slotCount(); slot++) {
      all.addAll(lookAgainAt(slot));
    }
    return all;
  }

  private List<Facts> lookAgainAt(long slot) throws IOException {
    List<Facts> found = lookAt(slot);
    boolean isAtRest = false;
    for (int look = 1; look < MOST_LOOKS && !isAtRest && !found.isEmpty(); look++) {
      table = new TableView(image, superblock);
      long sequence = table.sequence(slot);
      List<Map<String, Object>> again = lookAt(slot).stream().map(Facts::values).toList();
      found = found.stream().filter(facts -> again.contains(facts.values())).toList();
      isAtRest = new TableView(image, superblock).sequence(slot) == sequence;
    }
    return found;
  }

  private List<Facts> lookAt(long slot) throws IOException {
    damage = new ArrayList<>();
    lookAt(SlotView.read(image, geometry, table, slot));
    return damage;
  }

  private void lookAtQuarantine() throws IOException {
    for (int copy = 0; copy < superblocks.size(); copy++) {
      PageOutcome<Quarantine> mark = quarantine.copy(copy);
      if (Outcomes.isDamaged(mark)) {
        String what = "copy " + copy + " is " + Outcomes.describe(mark);
        add("quarantine", QuarantineView.position(copy), what);
      }
    }
  }

  private void lookAtTable(int number) throws IOException {
    List<PageOutcome<ExtentTablePage>> copies = table.copies(number);
    for (int copy = 0; copy < copies.size(); copy++) {
      if (Outcomes.isDamaged(copies.get(copy))) {
        String what = "page " + number + ", copy " + copy + " is ";
        long position = geometry.tablePosition(number, copy);
        add("extent_table", position, what + Outcomes.describe(copies.get(copy)));
      }
    }
  }

  private void lookAt(SlotView view) throws IOException {
    if (view.entry().is(Mark.PURGING)) {
      return;
    }
    ExtentHeader extent = view.extent(geometry);
    if (extent == null) {
      lookAtNobody(view);
      return;
    }
    String who = "extent " + extent.id();
    long slotPosition = geometry.slotPosition(view.slot());
    if (!(view.headerOutcome() instanceof PageOutcome.Found<ExtentHeader>)) {
      add(who, slotPosition, "its header is " + Outcomes.describe(view.headerOutcome()));
    }
    if (view.entry().is(Mark.USED) && !view.entry().isOf(extent)) {
      add(who, slotPosition, "the table has extent " + view.entry().id() + " here");
    }
    long footerPosition = geometry.footerPosition(view.slot());
    if (Outcomes.isDamaged(view.footerOutcome())) {
      add(who, footerPosition, "its footer is " + Outcomes.describe(view.footerOutcome()));
    }
    Footer footer = view.footer();
    if (footer == null) {
      lookAtBatches(view, extent);
    } else if (view.isSealed(extent)) {
      lookAtPages(view, footer);
    } else {
      add(who, footerPosition, "the footer is that of extent " + footer.id());
      lookAtBatches(view, extent);
    }
  }

  /** A creation that was torn before anything followed is no damage. */
  private void lookAtNobody(SlotView view) {
    if (!view.isFree()) {
      add(
          "slot " + view.slot(),
          geometry.slotPosition(view.slot()),
          "no extent can be named: header "
              + Outcomes.describe(view.headerOutcome())
              + ", footer "
              + Outcomes.describe(view.footerOutcome()));
    }
  }

  /** What lies behind the checkpoint of a copy was answered to nobody. */
  private void lookAtBatches(SlotView view, ExtentHeader extent) throws IOException {
    if (view.isCopy(extent)) {
      return;
    }
    long dataPosition = geometry.dataPosition(view.slot());
    BatchWalk walk =
        new BatchWalk(image, dataPosition, extent.bucketId(), geometry.capacityBytes());
    for (BatchWalk.Gap gap : walk.run().gaps()) {
      add(
          "extent " + extent.id(),
          dataPosition + gap.from(),
          "no whole batch from " + gap.from() + " to " + gap.to() + ", but behind it");
    }
  }

  private void lookAtPages(SlotView view, Footer footer) throws IOException {
    int[] checksums = footer.sealed().pageChecksums();
    long dataPosition = geometry.dataPosition(view.slot());
    for (int number = 0; number < checksums.length; number++) {
      long offset = (long) number * FooterFormat.CHECKED_PAGE_BYTES;
      int found = sum(dataPosition + offset, footer.sealed().lengthBytes() - offset);
      if (found != checksums[number]) {
        add(
            "extent " + footer.id(),
            dataPosition + offset,
            "page "
                + number
                + " has checksum "
                + ExtentFacts.hex(found)
                + ", sealed with "
                + ExtentFacts.hex(checksums[number]));
      }
    }
  }

  private int sum(long position, long leftBytes) throws IOException {
    page.clear().limit((int) Math.min(leftBytes, FooterFormat.CHECKED_PAGE_BYTES));
    image.read(position, page);
    CRC32C crc = new CRC32C();
    crc.update(page);
    return (int) crc.getValue();
  }

  private void add(String where, long position, String what) {
    damage.add(new Facts().put("where", where).put("position", position).put("what", what));
  }
}
