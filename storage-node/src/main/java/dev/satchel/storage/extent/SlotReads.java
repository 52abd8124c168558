package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads all slots of a disk that is being opened, several at a time: one after the other those of a
 * thousand extents took a quarter of a node's start.
 *
 * <p>Reading changes nothing and concludes nothing. So what was read is the same in whatever order
 * it was, and whoever goes through it by slot finds what a reader of one slot at a time would.
 */
final class SlotReads {

  /**
   * Beside the thread that opens the disk. A device does eight small reads in the time of three.
   */
  private static final int MOST_HELPERS = 7;

  private final Disk device;
  private final DiskGeometry geometry;
  private final ExtentTable table;
  private final SlotPages[] pages;
  private final AtomicInteger next = new AtomicInteger();

  SlotReads(Disk device, DiskGeometry geometry, ExtentTable table) {
    this.device = device;
    this.geometry = geometry;
    this.table = table;
    this.pages = new SlotPages[Math.toIntExact(geometry.slotCount())];
    Arrays.fill(pages, new SlotPages.Failed(new IOException("given up after an earlier slot")));
  }

  /**
   * What was read of each slot, in their order. After one that failed some were not tried any more,
   * and failed too. No thread is inside the device when this returns or throws.
   */
  List<SlotPages> readAll(Executor helpers) {
    List<CompletableFuture<Void>> under = help(helpers);
    try {
      readSome();
    } finally {
      await(under);
    }
    return List.of(pages);
  }

  private List<CompletableFuture<Void>> help(Executor helpers) {
    List<CompletableFuture<Void>> under = new ArrayList<>();
    try {
      while (under.size() < Math.min(MOST_HELPERS, pages.length - 1)) {
        under.add(CompletableFuture.runAsync(this::readSome, helpers));
      }
    } catch (RejectedExecutionException busy) {
      // Those who are there do it all.
    }
    return under;
  }

  private void readSome() {
    try {
      SlotReader reader = new SlotReader(device, geometry, table);
      for (int slot = take(); slot < pages.length; slot = take()) {
        pages[slot] = reader.read(slot);
        if (pages[slot] instanceof SlotPages.Failed) {
          giveUp();
        }
      }
    } catch (RuntimeException | Error failure) {
      giveUp();
      throw failure;
    }
  }

  private int take() {
    return next.getAndIncrement();
  }

  /** Whatever comes before a slot that was taken was taken too, and is still read. */
  private void giveUp() {
    next.set(pages.length);
  }

  private static void await(List<CompletableFuture<Void>> under) {
    try {
      CompletableFuture.allOf(under.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException failure) {
      switch (failure.getCause()) {
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw failure;
      }
    }
  }
}
