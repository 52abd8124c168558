package dev.satchel.metadata;

import dev.satchel.metadata.store.BlockTable;
import dev.satchel.metadata.store.BlockTable.Upload;
import dev.satchel.metadata.store.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes uploads in groups: whoever comes first writes for all who came meanwhile, so that a
 * thousand small blocks do not wait for a thousand syncs. Bounded by its callers, each of which
 * waits for its own.
 */
final class UploadLog {

  private static final int MOST_AT_A_TIME = 4_096;

  private final Database database;
  private final InstantSource clock;
  private final ConcurrentLinkedQueue<Pending> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  UploadLog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Pending(Upload upload, CompletableFuture<@Nullable Void> written) {}

  /** Returns when the upload is durable. */
  void record(Upload upload) {
    Pending mine = new Pending(upload, new CompletableFuture<>());
    waiting.add(mine);
    writing.lock();
    try {
      while (!mine.written().isDone()) {
        writeGroup();
      }
    } finally {
      writing.unlock();
    }
    mine.written().join();
  }

  private void writeGroup() {
    List<Pending> group = new ArrayList<>();
    while (group.size() < MOST_AT_A_TIME && waiting.peek() != null) {
      group.add(waiting.remove());
    }
    try {
      write(group);
      group.forEach(pending -> pending.written().complete(null));
    } catch (RuntimeException e) {
      group.forEach(pending -> pending.written().completeExceptionally(e));
    }
  }

  /** In the order of the key, so that two processes never wait for each other in a circle. */
  private void write(List<Pending> group) {
    List<Upload> uploads =
        group.stream()
            .map(Pending::upload)
            .distinct()
            .sorted(Comparator.comparingLong(Upload::userId).thenComparing(Upload::hash))
            .toList();
    database.<@Nullable Void, RuntimeException>write(handle -> {
      new BlockTable(handle).recordUploads(uploads, clock.instant());
      return null;
    });
  }
}
