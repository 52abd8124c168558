package dev.satchel.client.disk;

import dev.satchel.client.transfer.ChunkOutcome;
import dev.satchel.client.transfer.Chunker;
import dev.satchel.client.tree.Location;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Files on their way through the hash, several at a time, on threads of their own. The caller is
 * one thread; it never has more than a bounded number of files in here.
 */
final class HashLane implements AutoCloseable {

  private static final int MAX_WAITING = 1_024;

  private final Chunker chunker;
  private final ExecutorService threads;
  private final BlockingQueue<Hashed> results = new LinkedBlockingQueue<>();
  private int inside;

  HashLane(Chunker chunker, int parallel) {
    this.chunker = chunker;
    this.threads =
        Executors.newFixedThreadPool(
            parallel, Thread.ofPlatform().daemon().name("satchel-hash-", 0).factory());
  }

  boolean isFull() {
    return inside >= MAX_WAITING;
  }

  void submit(Job job) {
    inside++;
    threads.execute(() -> results.add(new Hashed(job, read(job))));
  }

  private ChunkOutcome read(Job job) {
    try {
      return chunker.read(job.path());
    } catch (RuntimeException e) {
      return new ChunkOutcome.Unreadable(e.toString());
    }
  }

  /** The next result; waits for it. Null when nothing is on its way. */
  @Nullable Hashed take() throws InterruptedException {
    if (inside == 0) {
      return null;
    }
    Hashed result = results.take();
    inside--;
    return result;
  }

  /** The next result, when there is one by now. */
  @Nullable Hashed poll() {
    Hashed result = results.poll();
    if (result != null) {
      inside--;
    }
    return result;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /**
   * A file to hash.
   *
   * @param id the entry that it belongs to; 0 when it is a new one
   */
  record Job(long id, Location at, Path path, DiskEntry entry, int attempt) {}

  /** What came of it. */
  record Hashed(Job job, ChunkOutcome outcome) {}
}
