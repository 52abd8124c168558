package dev.satchel.storage.extent;

import com.codahale.metrics.Timer;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes a disk. It takes all changes that wait, applies them in order, puts
 * their appends out together, syncs once, and only then answers any of them: at once when nothing
 * waits, else while the device works on the next.
 *
 * <p>Invariant: a change is completed only after a sync that began when it was wholly written. When
 * the sync fails, every change of its group is refused and its extent fenced.
 */
final class DiskWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);

  /** More are refused as BUSY. */
  private static final int WAITING_CHANGES = 4096;

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final DiskStore disk;
  private final long catchUpAfterNanos;
  private final LossWatch lossWatch;
  private final ArrayBlockingQueue<Change<?>> waiting = new ArrayBlockingQueue<>(WAITING_CHANGES);
  private final List<Change<?>> group = new ArrayList<>();
  private final List<Change<?>> applied = new ArrayList<>();
  private final Answers answers = new Answers();
  private final GroupWrites writes;
  private final Thread thread;
  private volatile @Nullable Refusal refusal;
  private boolean idleFails;

  /** What to say to whoever comes when no more is done. */
  private record Refusal(NodeError error, String message) {}

  /** A writer that brings the extent table up to date when nothing was to do for a while. */
  DiskWriter(DiskStore disk, StorePolicy policy) {
    this.disk = disk;
    this.catchUpAfterNanos = policy.catchUpAfter().toNanos();
    this.lossWatch = new LossWatch(disk.device(), disk.health(), policy.nanoClock());
    this.writes = new GroupWrites(disk.device());
    this.thread =
        Thread.ofPlatform().daemon().name("disk-writer " + disk.path()).unstarted(this::run);
  }

  /** Writer thread. What the changes of the group under way want written. */
  GroupWrites writes() {
    return writes;
  }

  void start() {
    thread.start();
  }

  /** Hands a change over; it is answered by the writer thread, or here when there is no room. */
  void submit(Change<?> change) {
    if (refusal != null) {
      refuse(change);
    } else if (!waiting.offer(change)) {
      change.refuse(new NodeException(NodeError.BUSY, "disk " + disk.path() + " is behind"));
    } else if (refusal != null && takeBack(change)) {
      // The writer had looked for the last time before it was offered.
      refuse(change);
    }
  }

  /** Refuses what waited beyond its deadline, also while the thread hangs in the disk. */
  void refuseLate(long nowNanos) {
    List<Change<?>> late = new ArrayList<>();
    synchronized (waiting) {
      waiting.removeIf(change -> change.isExpired(nowNanos) && late.add(change));
    }
    late.forEach(DiskWriter::refuseLate);
  }

  private static void refuseLate(Change<?> change) {
    change.refuse(new NodeException(NodeError.TIMED_OUT, "waited too long for the disk"));
  }

  private boolean takeBack(Change<?> change) {
    synchronized (waiting) {
      return waiting.remove(change);
    }
  }

  private void refuse(Change<?> change) {
    Refusal why = Objects.requireNonNull(refusal);
    change.refuse(new NodeException(why.error(), why.message()));
  }

  private void run() {
    try {
      while (refusal == null) {
        gather();
        if (group.isEmpty()) {
          catchUp();
        }
        commitGroup();
        lossWatch.look();
      }
      answers.give();
      refuseWaiting();
      catchUp();
    } catch (RuntimeException | Error bug) {
      LOG.error("the writer of {} ends: the disk takes no more data", disk.path(), bug);
      endBy(bug);
    }
  }

  /** Whoever waits, or comes later, is told; nobody waits for ever. */
  private void endBy(Throwable bug) {
    String why = "the writer of " + disk.path() + " ended: " + bug;
    disk.health().writerEnded(bug);
    refusal = new Refusal(NodeError.IO_ERROR, why);
    answers.give();
    // Those of the group that were refused before do not hear this.
    group.forEach(change -> change.abandon(why));
    refuseWaiting();
  }

  /** Nothing to do: lets the extent table follow what happened. */
  private void catchUp() {
    if (disk.table().isBehind()) {
      long began = disk.health().begins();
      disk.table().catchUp();
      idleFails = !commit();
      disk.health().ends(began);
    }
  }

  /** Waits for one change, then takes what else is there, up to the bound of a group. */
  private void gather() {
    @Nullable Change<?> next = waiting.poll();
    if (next == null) {
      answers.give();
      next = takeOne();
    }
    long weightBytes = 0;
    while (next != null) {
      group.add(next);
      weightBytes += next.weightBytes();
      next = takeUpTo(TailScan.MOST_UNSYNCED_BYTES - weightBytes);
    }
  }

  /**
   * Waits for a change, or until the table is to catch up. Nobody interrupts this thread: in the
   * middle of a write that would close the disk.
   */
  private @Nullable Change<?> takeOne() {
    long catchUpInNanos =
        disk.table().isBehind() && !idleFails ? catchUpAfterNanos : Long.MAX_VALUE;
    try {
      while (true) {
        long waitNanos = Math.min(catchUpInNanos, LossWatch.EVERY_NANOS);
        Change<?> next = waiting.poll(waitNanos, TimeUnit.NANOSECONDS);
        catchUpInNanos -= waitNanos;
        if (next != null || catchUpInNanos == 0) {
          return next;
        }
        lossWatch.look();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("a disk's writer was interrupted", interrupted);
    }
  }

  /** The next one if it is there and not heavier; nobody takes it away in between. */
  private @Nullable Change<?> takeUpTo(long weightBytes) {
    synchronized (waiting) {
      Change<?> next = waiting.peek();
      return next == null || next.weightBytes() > weightBytes ? null : waiting.poll();
    }
  }

  private void commitGroup() {
    long began = disk.health().begins();
    boolean wrote = false;
    for (Change<?> change : group) {
      if (change.extent() == null) {
        // Only appends are as good as done when they are applied.
        answers.give();
      }
      wrote |= apply(change);
    }
    writes.putOut(answers::give);
    // Whatever a group loses is one error: sixteen appends behind one bad write are not sixteen.
    IOException lost = writes.firstFailure();
    if (lost != null) {
      disk.health().changeFailed("a write", lost);
    }
    applied.removeIf(this::isSpoilt);
    writes.clear();
    boolean durable = !applied.isEmpty() && (!wrote || commit());
    disk.health().ends(began);
    if (durable) {
      disk.metrics().group().update(applied.size());
      applied.forEach(change -> answers.add(change.settle()));
    }
    group.clear();
    applied.clear();
  }

  private boolean apply(Change<?> change) {
    if (change.isExpired(System.nanoTime())) {
      refuseLate(change);
      return false;
    }
    try {
      boolean wrote = change.apply();
      applied.add(change);
      return wrote;
    } catch (NodeException refused) {
      change.refuse(refused);
    } catch (IOException failure) {
      disk.health().changeFailed("a write", failure);
      change.failed("write to " + disk.path(), failure);
    } catch (RuntimeException bug) {
      LOG.error("change on {}", disk.path(), bug);
      change.failed("write to " + disk.path(), new IOException(bug));
    }
    return false;
  }

  /** Refuses an append whose extent lost a write of this group, be it this one or another. */
  private boolean isSpoilt(Change<?> change) {
    Extent extent = change.extent();
    IOException failure = extent == null ? null : writes.failureOf(extent);
    if (failure == null) {
      return false;
    }
    change.failed("write to " + disk.path(), failure);
    return true;
  }

  /** Makes all that was applied durable, and what the table says of it. */
  private boolean commit() {
    Timer.Context timing = disk.metrics().sync().time();
    try {
      disk.table().flush();
      disk.device().sync();
      disk.table().flushed();
      disk.health().succeeded();
      timing.stop();
      return true;
    } catch (IOException failure) {
      disk.table().flushFailed();
      disk.health().changeFailed("a sync", failure);
      applied.forEach(change -> change.failed("sync of " + disk.path(), failure));
      return false;
    }
  }

  private void refuseWaiting() {
    for (Change<?> change = waiting.poll(); change != null; change = waiting.poll()) {
      refuse(change);
    }
  }

  /** Lets the group under way end; what still waits is refused. */
  @Override
  public void close() {
    if (refusal == null) {
      refusal = new Refusal(NodeError.UNREACHABLE, "the node is stopping");
    }
    // Wakes the thread if it waits; a full queue means that it does not.
    boolean woken = waiting.offer(new StopChange());
    LOG.debug("writer of {} stops, woken: {}", disk.path(), woken);
    try {
      if (!thread.join(STOP_TIMEOUT)) {
        LOG.warn("writer of {} still hangs in the disk", disk.path());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
