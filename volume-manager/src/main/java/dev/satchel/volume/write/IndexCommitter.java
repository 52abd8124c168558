package dev.satchel.volume.write;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import dev.satchel.volume.model.BlockAddress;
import dev.satchel.volume.sql.BlockIndex;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the rows of durable batches into the index: one thread, and everything that waits goes into
 * one transaction. Only then are the puts done.
 *
 * <p>When the database does not answer it tries again until nobody waits any more. The batches stay
 * good all the time, so their volume goes on; a row that went in although the answer was lost
 * points at a good record.
 */
final class IndexCommitter implements AutoCloseable {

  private static final int MOST_WAITING = 64;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Logger log = LoggerFactory.getLogger(IndexCommitter.class);

  private final BlockIndex index;
  private final Meter failures;
  private final BlockingQueue<List<Batch>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;

  IndexCommitter(BlockIndex index, MetricRegistry metrics) {
    this.index = index;
    this.failures = metrics.meter("cell.put.index_failures");
    this.thread = Thread.ofPlatform().name("index-committer").daemon().start(this::run);
  }

  /** Hands over a batch that is synced on all extents; waits when too many wait. */
  void submit(Batch batch) throws InterruptedException {
    waiting.put(List.of(batch));
  }

  /** Commits what was handed over, then stops. Nothing may be handed over any more. */
  @Override
  public void close() {
    try {
      waiting.put(List.of());
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean last = false;
      while (!last) {
        List<List<Batch>> taken = new ArrayList<>();
        taken.add(waiting.take());
        waiting.drainTo(taken);
        last = taken.getLast().isEmpty();
        List<Batch> batches = taken.stream().flatMap(List::stream).toList();
        if (!batches.isEmpty()) {
          commit(batches);
        }
      }
    } catch (InterruptedException e) {
      log.error("the index committer was interrupted", e);
    }
  }

  private void commit(List<Batch> batches) throws InterruptedException {
    List<BlockAddress> rows = new ArrayList<>();
    batches.forEach(batch -> rows.addAll(batch.addresses()));
    RuntimeException failure = null;
    do {
      if (failure != null) {
        Thread.sleep(PAUSE); // nothing tells when a database is there again
      }
      try {
        index.insert(rows, System.currentTimeMillis());
        batches.forEach(batch -> batch.puts().forEach(PendingPut::stored));
        return;
      } catch (StoreUnavailableException e) {
        log.warn("{} index rows could not be written: {}", rows.size(), e.toString());
        failure = e;
      } catch (RuntimeException e) {
        log.error("{} index rows could not be written", rows.size(), e);
        failure = e;
      }
      failures.mark();
    } while (batches.stream().anyMatch(IndexCommitter::isAwaited));
    RuntimeException why = failure;
    batches.forEach(batch -> batch.puts().forEach(put -> put.failed(why)));
  }

  private static boolean isAwaited(Batch batch) {
    return batch.puts().stream().anyMatch(put -> !put.isLate());
  }
}
