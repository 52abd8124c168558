package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentTableFormat;
import dev.satchel.storage.format.SlotEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.agrona.collections.Long2LongHashMap;

/**
 * The extent table of one disk: what is remembered of each slot beyond what lies in it. Only the
 * writer thread changes it; anybody may look at an entry.
 *
 * <p>Invariant: what is put becomes durable with the next group of changes, and one sound copy of
 * each page is on the disk at any moment. A checkpoint never leads: only ends that a sync has
 * covered are handed to {@link #advance}.
 */
final class ExtentTable {

  /** How far an extent grows before its checkpoint follows, and so how much a start walks. */
  static final long CHECKPOINT_BYTES = 16 << 20;

  /**
   * How far behind its durable checkpoint an extent ends at most: a group until the checkpoint is
   * durable, and one under way.
   */
  static final long REACH_BYTES = CHECKPOINT_BYTES + 2 * TailScan.MOST_UNSYNCED_BYTES;

  private static final long NONE = -1;

  private final Disk device;
  private final List<TablePage> pages;
  private final AtomicReferenceArray<SlotEntry> entries;
  private final Long2LongHashMap lagging = new Long2LongHashMap(NONE);
  private final long[] durableCheckpoints;
  private final BitSet doubted = new BitSet();
  private final ByteBuffer scratch = PageMemory.allocate(DiskGeometry.PAGE_BYTES);
  private long managerEpoch;
  private long durableEpoch;

  /**
   * A table as it was loaded.
   *
   * @param managerEpoch the highest that any of its pages knows
   */
  ExtentTable(
      Disk device,
      List<TablePage> pages,
      AtomicReferenceArray<SlotEntry> entries,
      long managerEpoch) {
    this.device = device;
    this.pages = pages;
    this.entries = entries;
    this.managerEpoch = managerEpoch;
    this.durableEpoch = managerEpoch;
    this.durableCheckpoints = new long[entries.length()];
    for (int slot = 0; slot < durableCheckpoints.length; slot++) {
      durableCheckpoints[slot] = entries.get(slot).checkpoint();
    }
  }

  SlotEntry entry(long slot) {
    return entries.get(Math.toIntExact(slot));
  }

  /** Whether the extent of a slot was once synced with a byte in it. */
  boolean hadBytes(long slot) {
    return entry(slot).checkpoint() > 0;
  }

  long managerEpoch() {
    return managerEpoch;
  }

  /**
   * What is said of a slot may be of anybody, or older than it should be: nothing follows of it.
   */
  void doubt(long slot) {
    doubted.set(Math.toIntExact(slot));
  }

  /** Where an extent of that slot ends at most, whichever copy of its page was gone by; or -1. */
  long farthestEnd(long slot) {
    return doubted.get(Math.toIntExact(slot)) ? NONE : entry(slot).checkpoint() + 2 * REACH_BYTES;
  }

  /** Writer thread. Whether the next start would look as far as {@code end}. */
  boolean reaches(long slot, long end) {
    return end - durableCheckpoints[Math.toIntExact(slot)] <= REACH_BYTES;
  }

  /** Replaces an entry; durable after the next {@link #flush} and sync. */
  void put(long slot, SlotEntry entry) {
    if (!entry.is(SlotEntry.Mark.USED)) {
      lagging.remove(slot);
    }
    entries.set(Math.toIntExact(slot), entry);
    pageOf(slot).changed();
  }

  /** A manager commands something about a slot. */
  void hear(long slot, long epoch) {
    if (epoch > durableEpoch) {
      managerEpoch = Math.max(managerEpoch, epoch);
      pageOf(slot).changed();
    }
  }

  /** Whether something that was put, or heard, of a slot still waits to be made durable. */
  boolean hasNews(long slot) {
    return pageOf(slot).isChanged();
  }

  /** An extent is synced up to {@code end}; its checkpoint follows, now or later. */
  void advance(long slot, long end) {
    if (end - entry(slot).checkpoint() < CHECKPOINT_BYTES) {
      lagging.put(slot, end);
    } else {
      lagging.remove(slot);
      put(slot, entry(slot).withCheckpoint(end));
    }
  }

  /** Whether there is something to {@link #catchUp} with. */
  boolean isBehind() {
    return !lagging.isEmpty() || pages.stream().anyMatch(TablePage::isChanged);
  }

  /** Puts all checkpoints that lag. */
  void catchUp() {
    lagging.forEachLong((slot, end) -> {
      if (end > entry(slot).checkpoint()) {
        entries.set((int) slot, entry(slot).withCheckpoint(end));
        pageOf(slot).changed();
      }
    });
    lagging.clear();
  }

  /** Writes the pages that changed, before a sync. */
  void flush() throws IOException {
    for (TablePage page : pages) {
      if (page.isChanged()) {
        page.writeTo(device, this, scratch);
      }
    }
  }

  /** A sync that came after {@link #flush} has returned. */
  void flushed() {
    durableEpoch = managerEpoch;
    for (TablePage page : pages) {
      if (page.synced()) {
        noteDurable(page);
      }
    }
  }

  private void noteDurable(TablePage page) {
    for (int slot = page.firstSlot(); slot < page.endSlot(); slot++) {
      durableCheckpoints[slot] = entries.get(slot).checkpoint();
    }
  }

  /** A write or sync of the pages failed: they go to the same copies again. */
  void flushFailed() {
    pages.forEach(TablePage::failed);
  }

  private TablePage pageOf(long slot) {
    return pages.get((int) (slot / ExtentTableFormat.ENTRIES));
  }
}
