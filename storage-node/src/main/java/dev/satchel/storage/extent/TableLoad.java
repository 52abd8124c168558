package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentTableFormat;
import dev.satchel.storage.format.ExtentTablePage;
import dev.satchel.storage.format.ExtentTableReader;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a disk's extent table: of each page the sound copy with the higher sequence number. */
final class TableLoad {

  private static final Logger LOG = LoggerFactory.getLogger(TableLoad.class);

  private final Disk device;
  private final Superblock superblock;
  private final StoreMetrics metrics;
  private final ByteBuffer both =
      PageMemory.allocate(ExtentTableFormat.COPIES * DiskGeometry.PAGE_BYTES);
  private final AtomicReferenceArray<SlotEntry> entries;
  private final List<TablePage> pages = new ArrayList<>();
  private final BitSet unknown = new BitSet();
  private long managerEpoch;

  TableLoad(Disk device, Superblock superblock, StoreMetrics metrics) {
    this.device = device;
    this.superblock = superblock;
    this.metrics = metrics;
    this.entries = new AtomicReferenceArray<>(Math.toIntExact(superblock.geometry().slotCount()));
  }

  ExtentTable load() throws IOException {
    for (int slot = 0; slot < entries.length(); slot++) {
      entries.set(slot, SlotEntry.EMPTY);
    }
    for (int number = 0; number < superblock.geometry().tablePages(); number++) {
      loadPage(number);
    }
    ExtentTable table = new ExtentTable(device, pages, entries, managerEpoch);
    unknown.stream().forEach(table::doubt);
    return table;
  }

  private void loadPage(int number) throws IOException {
    device.read(superblock.geometry().tablePosition(number, 0), both.clear());
    PageOutcome<ExtentTablePage> first = read(number, 0);
    PageOutcome<ExtentTablePage> second = read(number, 1);
    ExtentTablePage newest = newer(pageOf(first), pageOf(second));
    if (newest == null) {
      reportLost(number, first, second);
      TablePage page = new TablePage(superblock, number, 1, 0);
      unknown.set(page.firstSlot(), page.endSlot());
      pages.add(page);
      return;
    }
    pages.add(new TablePage(superblock, number, newest.place().copy(), newest.sequence()));
    managerEpoch = Math.max(managerEpoch, newest.managerEpoch());
    int firstSlot = number * ExtentTableFormat.ENTRIES;
    for (int i = 0; i < ExtentTableFormat.ENTRIES && firstSlot + i < entries.length(); i++) {
      entries.set(firstSlot + i, newest.entries().get(i));
    }
  }

  private PageOutcome<ExtentTablePage> read(int number, int copy) {
    UnsafeBuffer page =
        new UnsafeBuffer(both, copy * DiskGeometry.PAGE_BYTES, DiskGeometry.PAGE_BYTES);
    ExtentTablePage.Place place = new ExtentTablePage.Place(superblock.diskId(), number, copy);
    return ExtentTableReader.read(page, superblock.geometry(), place);
  }

  private @Nullable ExtentTablePage pageOf(PageOutcome<ExtentTablePage> outcome)
      throws IOException {
    return switch (outcome) {
      case PageOutcome.Found<ExtentTablePage>(ExtentTablePage page) -> page;
      case PageOutcome.Blank<ExtentTablePage> blank -> null;
      case PageOutcome.Corrupt<ExtentTablePage> corrupt -> null;
      case PageOutcome.TooOld<ExtentTablePage>(int version) ->
          throw Versions.tooOld(device, version);
      case PageOutcome.TooNew<ExtentTablePage>(int version) ->
          throw Versions.tooNew(device, version);
    };
  }

  private static @Nullable ExtentTablePage newer(
      @Nullable ExtentTablePage first, @Nullable ExtentTablePage second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.sequence() > second.sequence() ? first : second;
  }

  /** A first copy that is torn before a blank second one is a write that was never answered. */
  private void reportLost(
      int number, PageOutcome<ExtentTablePage> first, PageOutcome<ExtentTablePage> second) {
    if (!(second instanceof PageOutcome.Blank<ExtentTablePage>)) {
      LOG.warn("disk {}: table page {} is lost: {}, {}", device.path(), number, first, second);
      metrics.damaged().inc();
    }
  }
}
