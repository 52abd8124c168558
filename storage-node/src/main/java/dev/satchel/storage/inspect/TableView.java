package dev.satchel.storage.inspect;

import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentTableFormat;
import dev.satchel.storage.format.ExtentTablePage;
import dev.satchel.storage.format.ExtentTableReader;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.Superblock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The extent table as it lies on a disk. */
final class TableView {

  /** A page may be read while a node writes it; the same torn page twice is a torn page. */
  private static final int ATTEMPTS = 2;

  private final DiskImage image;
  private final Superblock superblock;
  private List<PageOutcome<ExtentTablePage>> copies = List.of();
  private int loadedPage = -1;

  TableView(DiskImage image, Superblock superblock) {
    this.image = image;
    this.superblock = superblock;
  }

  /** What the table says of a slot; nothing where both copies of its page are gone. */
  SlotEntry entry(long slot) throws IOException {
    ExtentTablePage newest = newest(slot);
    return newest == null
        ? SlotEntry.EMPTY
        : newest.entries().get((int) (slot % ExtentTableFormat.ENTRIES));
  }

  /** Of the page that has the slot's entry; another one whenever that page was written again. */
  long sequence(long slot) throws IOException {
    ExtentTablePage newest = newest(slot);
    return newest == null ? 0 : newest.sequence();
  }

  private @Nullable ExtentTablePage newest(long slot) throws IOException {
    ExtentTablePage newest = null;
    for (PageOutcome<ExtentTablePage> copy : copies((int) (slot / ExtentTableFormat.ENTRIES))) {
      if (copy instanceof PageOutcome.Found<ExtentTablePage>(ExtentTablePage found)
          && (newest == null || found.sequence() > newest.sequence())) {
        newest = found;
      }
    }
    return newest;
  }

  /** Both copies of a page. */
  List<PageOutcome<ExtentTablePage>> copies(int page) throws IOException {
    if (page != loadedPage) {
      copies = List.of(read(page, 0), read(page, 1));
      loadedPage = page;
    }
    return copies;
  }

  private PageOutcome<ExtentTablePage> read(int page, int copy) throws IOException {
    var place = new ExtentTablePage.Place(superblock.diskId(), page, copy);
    long position = superblock.geometry().tablePosition(page, copy);
    PageOutcome<ExtentTablePage> outcome = new PageOutcome.Blank<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      var bytes = image.read(position, DiskGeometry.PAGE_BYTES);
      outcome = ExtentTableReader.read(bytes, superblock.geometry(), place);
      if (!Outcomes.isDamaged(outcome)) {
        break;
      }
    }
    return outcome;
  }

  /** A line for each copy of each page that was ever written. */
  List<Facts> pages() throws IOException {
    List<Facts> pages = new ArrayList<>();
    for (int page = 0; page < superblock.geometry().tablePages(); page++) {
      for (int copy = 0; copy < ExtentTableFormat.COPIES; copy++) {
        PageOutcome<ExtentTablePage> outcome = copies(page).get(copy);
        if (!(outcome instanceof PageOutcome.Blank<ExtentTablePage>)) {
          pages.add(facts(page, copy, outcome));
        }
      }
    }
    return pages;
  }

  private Facts facts(int page, int copy, PageOutcome<ExtentTablePage> outcome) {
    Facts facts =
        new Facts()
            .put("page", page)
            .put("copy", copy)
            .put("position", superblock.geometry().tablePosition(page, copy))
            .put("state", Outcomes.describe(outcome));
    if (outcome instanceof PageOutcome.Found<ExtentTablePage>(ExtentTablePage found)) {
      facts.put("sequence", found.sequence()).put("manager_epoch", found.managerEpoch());
    }
    return facts;
  }
}
