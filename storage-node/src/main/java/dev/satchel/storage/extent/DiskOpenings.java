package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.format.Superblock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens disks: finds one after the other which they are, so that of a disk and its copy it is
 * always the first that is used, and reads what they hold several at a time.
 */
final class DiskOpenings {

  private static final Logger LOG = LoggerFactory.getLogger(DiskOpenings.class);

  /** Each needs 1.5 MiB of memory meanwhile, and help from the same reader threads. */
  private static final int MOST_AT_A_TIME = 8;

  private final DiskRecovery.Shared shared;
  private final Map<UUID, String> pathById = new HashMap<>();

  /**
   * @param open those that are in the store already
   */
  DiskOpenings(List<DiskStore> open, DiskRecovery.Shared shared) {
    this.shared = shared;
    open.forEach(disk -> pathById.put(disk.uuid(), disk.path()));
  }

  /** What became of a disk. */
  sealed interface Outcome {
    record Opened(OpenedDisk disk) implements Outcome {}

    /** Its device is closed. */
    record Refused(IOException why) implements Outcome {}
  }

  /** Opens them all, and answers in their order. */
  List<Outcome> open(List<NewDisk> disks) {
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    try (ExecutorService threads = threads(disks.size())) {
      for (NewDisk disk : disks) {
        outcomes.add(begin(disk, threads));
      }
    }
    return outcomes.stream().map(CompletableFuture::join).toList();
  }

  private static ExecutorService threads(int disks) {
    return Executors.newFixedThreadPool(
        Math.clamp(disks, 1, MOST_AT_A_TIME),
        Thread.ofPlatform().daemon().name("disk-opener-", 0).factory());
  }

  private CompletableFuture<Outcome> begin(NewDisk wanted, ExecutorService threads) {
    Disk device;
    try {
      device = wanted.device().open();
    } catch (IOException | RuntimeException failure) {
      return CompletableFuture.completedFuture(refused(failure));
    }
    try {
      DiskFormatter formatter = new DiskFormatter(device);
      Superblock superblock = formatter.open(wanted.setup());
      checkNoTwin(device, superblock);
      return CompletableFuture.supplyAsync(() -> load(device, superblock, formatter), threads);
    } catch (IOException | RuntimeException failure) {
      return CompletableFuture.completedFuture(refused(device, failure));
    }
  }

  /** Of a disk and its copy one is out of date, and nothing on them tells which. */
  private void checkNoTwin(Disk device, Superblock superblock) throws IOException {
    String twin = pathById.putIfAbsent(superblock.diskId(), device.path());
    if (twin != null) {
      throw new IOException(
          "disk %s is a copy of %s: both say that they are disk %s; give the node one of them only"
              .formatted(device.path(), twin, superblock.diskId()));
    }
  }

  private Outcome load(Disk device, Superblock superblock, DiskFormatter formatter) {
    try {
      return new Outcome.Opened(DiskRecovery.open(device, superblock, formatter, shared));
    } catch (IOException | RuntimeException failure) {
      return refused(device, failure);
    }
  }

  private static Outcome refused(Disk device, Exception failure) {
    try {
      device.close();
    } catch (IOException also) {
      failure.addSuppressed(also);
    }
    return refused(failure);
  }

  /** A fault of this program costs one disk and not the node. */
  private static Outcome refused(Exception failure) {
    if (failure instanceof IOException why) {
      return new Outcome.Refused(why);
    }
    LOG.error("a disk cannot be opened", failure);
    return new Outcome.Refused(new IOException(failure.getMessage(), failure));
  }
}
