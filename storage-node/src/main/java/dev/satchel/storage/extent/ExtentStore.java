package dev.satchel.storage.extent;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.format.SlotEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extents of one node, over all its disks: a dumb device that appends, reads and seals.
 *
 * <p>Thread-safe. Changes run on the writer thread of their disk and are answered when they are
 * durable; reads run on the reader threads. Every future fails with {@link NodeException} only,
 * bare or as the cause of a {@code CompletionException}.
 */
public final class ExtentStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExtentStore.class);

  private final Disks disks = new Disks();
  private final ExtentIndex extents = new ExtentIndex();
  private final EpochGate epochs = new EpochGate();
  private final Creations creations = new Creations(extents);
  private final StoreMetrics metrics;
  private final StorePolicy policy;
  private final DiskRecovery.Shared shared;

  /**
   * An empty store.
   *
   * @param readers makes the threads that may block in one disk, and that nobody interrupts
   */
  public ExtentStore(
      Supplier<Executor> readers,
      ByteBufAllocator allocator,
      MetricRegistry registry,
      StorePolicy policy) {
    this.policy = policy;
    this.metrics = StoreMetrics.in(registry);
    this.shared = new DiskRecovery.Shared(policy, metrics, readers, allocator);
  }

  /**
   * As {@link #addDisks}, for one that is open. Owns {@code device} from here on, also when it
   * throws.
   */
  public String addDisk(Disk device, DiskSetup setup) throws IOException {
    return switch (addDisks(List.of(new NewDisk(() -> device, setup))).getFirst()) {
      case AddedDisk.Added(String id) -> id;
      case AddedDisk.Refused(IOException why) -> throw why;
    };
  }

  /**
   * Adds disks and everything on them, before the store is used, and answers in their order. One
   * that has the id of another before it, or is here already, is refused.
   */
  public List<AddedDisk> addDisks(List<NewDisk> wanted) {
    return new DiskOpenings(disks.all(), shared).open(wanted).stream().map(this::add).toList();
  }

  private AddedDisk add(DiskOpenings.Outcome outcome) {
    return switch (outcome) {
      case DiskOpenings.Outcome.Refused(IOException why) -> new AddedDisk.Refused(why);
      case DiskOpenings.Outcome.Opened(OpenedDisk opened) -> {
        disks.add(opened.disk());
        epochs.remember(opened.highestEpoch());
        opened.extents().forEach(this::add);
        yield new AddedDisk.Added(opened.disk().id());
      }
    };
  }

  private void add(Extent found) {
    Extent twin = extents.addFound(found);
    if (twin != null) {
      LOG.error(
          "extent {} is on two disks; the one on {} holds less and is not used",
          twin.id(),
          twin.disk().path());
      metrics.damaged().inc();
    }
  }

  /**
   * Creates an extent on the disk that is trusted most, and of those on the one with most free
   * slots; when that cannot take it, on the next. Creating it again answers the same.
   */
  public CompletableFuture<ExtentInfo> create(
      long epoch, ExtentId id, long bucketId, int generation, long deadlineNanos) {
    try {
      epochs.admit(epoch);
      return creations
          .create(
              disks.byPreference(),
              new CreateChange.NewExtent(id, bucketId, generation, epoch, deadlineNanos))
          .thenApply(Extent::info);
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** Appends a batch and answers the new end; takes over {@code append.batch()} in any case. */
  public CompletableFuture<Long> append(Append append) {
    Extent extent = extents.get(append.id());
    if (extent == null) {
      append.batch().release();
      return CompletableFuture.failedFuture(ExtentIndex.noSuch(append.id()));
    }
    return submit(extent, new AppendChange(extent, append));
  }

  /** Refuses a manager whose epoch is lower than one that was heard. */
  public void checkManager(long epoch) throws NodeException {
    epochs.admit(epoch);
  }

  /**
   * Marks an open extent without appends as a copy in the making, which takes {@link #fill}s only,
   * and makes sure that a restart finds the end that it has now; answers that.
   */
  public CompletableFuture<Long> keepCopy(long epoch, ExtentId id, long deadlineNanos) {
    return managed(
        epoch, id, extent -> submit(extent, new KeepCopyChange(extent, epoch, deadlineNanos)));
  }

  /**
   * Writes a part of a copy at its end, and answers the new end; takes over the bytes in any case.
   */
  public CompletableFuture<Long> fill(Fill fill) {
    try {
      epochs.admit(fill.epoch());
      Extent extent = extents.find(fill.id());
      return submit(extent, new FillChange(extent, fill));
    } catch (NodeException refused) {
      fill.bytes().release();
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** From now on refuses appends with a lower {@code writerEpoch}; answers the end. */
  public CompletableFuture<Long> claim(ExtentId id, long writerEpoch, long deadlineNanos) {
    Extent extent = extents.get(id);
    return extent == null
        ? CompletableFuture.failedFuture(ExtentIndex.noSuch(id))
        : submit(extent, new ClaimChange(extent, writerEpoch, deadlineNanos));
  }

  /** Freezes an extent and answers its end. */
  public CompletableFuture<Long> close(long epoch, ExtentId id, long deadlineNanos) {
    return managed(
        epoch, id, extent -> submit(extent, new CloseChange(extent, epoch, deadlineNanos)));
  }

  /** Freezes an extent, proves and sums what lies below {@code lengthBytes}, writes the footer. */
  public CompletableFuture<SealedExtent> seal(
      long epoch, ExtentId id, long lengthBytes, long deadlineNanos) {
    SealChange.Asked asked = new SealChange.Asked(epoch, policy.clock().millis());
    return managed(
        epoch,
        id,
        extent -> {
          extent.checkNotTrashed();
          SealedExtent sealed = extent.sealed();
          if (sealed != null && sealed.lengthBytes() == lengthBytes) {
            return CompletableFuture.completedFuture(sealed);
          }
          return submit(extent, new CloseChange(extent, epoch, deadlineNanos))
              .thenCompose(end -> extent.disk().reads().sum(extent, lengthBytes, deadlineNanos))
              // Reading takes long: another manager may have come meanwhile.
              .thenCompose(sum ->
                  managed(
                      epoch,
                      id,
                      same -> submit(extent, new SealChange(extent, sum, asked, deadlineNanos))));
        });
  }

  /**
   * Reads a range of what is synced into pooled buffers, one piece after the other: hands all but
   * the last to {@code early}, on a reader thread, and answers the last. Whoever gets a piece
   * releases it. When it fails in the middle, what came early is worth nothing.
   */
  public CompletableFuture<ByteBuf> read(
      ExtentId id, long offset, int lengthBytes, long deadlineNanos, Consumer<ByteBuf> early) {
    try {
      Extent extent = extents.find(id);
      extent.checkReadable(offset, lengthBytes);
      return extent
          .disk()
          .reads()
          .read(extent, ReadPlan.pieces(offset, lengthBytes), deadlineNanos, early);
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /**
   * Puts an extent that takes no more appends into the trash: it is not read, closed or sealed any
   * more until it is restored. Answers when it was put there, in milliseconds since 1970.
   */
  public CompletableFuture<Long> trash(long epoch, ExtentId id, long deadlineNanos) {
    SlotEntry.Trashed how = new SlotEntry.Trashed(policy.clock().millis(), epoch);
    return managed(
        epoch, id, extent -> submit(extent, new TrashChange(extent, how, deadlineNanos)));
  }

  /** Takes an extent out of the trash, as it was before; one that is not there stays as it is. */
  public CompletableFuture<ExtentInfo> restore(long epoch, ExtentId id, long deadlineNanos) {
    return managed(
            epoch, id, extent -> submit(extent, new RestoreChange(extent, epoch, deadlineNanos)))
        .thenApply(Extent::info);
  }

  /**
   * Ends an extent that has lain in the trash for the node's trash period and for {@code leastAge},
   * and answers when its slot is free and reads as zeros.
   */
  public CompletableFuture<Void> purge(
      long epoch, ExtentId id, Duration leastAge, long deadlineNanos) {
    PurgeChange.Asked asked =
        new PurgeChange.Asked(epoch, policy.clock().millis(), policy.leastAge(leastAge));
    return managed(epoch, id, extent -> new Purge(extents, deadlineNanos).run(extent, asked));
  }

  /**
   * Keeps a disk apart, as an operator wants, or does so no more: it takes no new extents and no
   * appends, and is read and sealed as before. Answers when the disk itself remembers it.
   */
  public CompletableFuture<DiskInfo> keepDisk(
      long epoch, QuarantineOrder order, long deadlineNanos) {
    try {
      epochs.admit(epoch);
      QuarantineChange.Said said =
          new QuarantineChange.Said(order.apart(), order.reason(), policy.clock().millis(), epoch);
      return disks.get(order.diskId()).keep(said, deadlineNanos);
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** What the seal fixed. */
  public SealedExtent sealed(ExtentId id) throws NodeException {
    SealedExtent sealed = extents.find(id).sealed();
    if (sealed == null) {
      throw new NodeException(NodeError.BAD_REQUEST, "extent " + id + " is not sealed");
    }
    return sealed;
  }

  /** How far a sealed extent was scrubbed. */
  ScrubMark scrubMark(ExtentId id) throws NodeException {
    return extents.find(id).entry().scrub();
  }

  /**
   * Remembers how far a sealed extent was scrubbed; durable when the table is written next, a
   * second after the disk falls idle at the latest.
   */
  CompletableFuture<Boolean> noteScrub(ExtentId id, ScrubMark mark, long deadlineNanos) {
    try {
      Extent extent = extents.find(id);
      return submit(extent, new ScrubChange(extent, mark, deadlineNanos));
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  public ExtentInfo info(ExtentId id) throws NodeException {
    return extents.find(id).info();
  }

  public List<ExtentInfo> list() {
    return extents.all().stream().map(Extent::info).toList();
  }

  /** The sealed extents of each disk, for the scrub. */
  public List<SealedPages> sealedPages() {
    return disks.all().stream().map(disk -> new SealedPages(disk, extents)).toList();
  }

  /**
   * Refuses what waited for a disk beyond its deadline, though that hangs: whoever calls this now
   * and then bounds what such a disk can hold.
   */
  public void refuseLate() {
    disks.all().forEach(DiskStore::refuseLate);
  }

  public List<DiskInfo> disks() {
    return disks.infos();
  }

  public int extentCount() {
    return extents.size();
  }

  private <T> CompletableFuture<T> managed(long epoch, ExtentId id, Command<T> command) {
    try {
      epochs.admit(epoch);
      return command.on(extents.find(id));
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** What a manager commands about an extent. */
  @FunctionalInterface
  private interface Command<T> {
    CompletableFuture<T> on(Extent extent) throws NodeException;
  }

  private static <T> CompletableFuture<T> submit(Extent extent, Change<T> change) {
    return extent.disk().submit(change);
  }

  /** Ends what is under way, refuses what waits, and closes the disks. */
  @Override
  public void close() throws IOException {
    disks.close();
  }
}
