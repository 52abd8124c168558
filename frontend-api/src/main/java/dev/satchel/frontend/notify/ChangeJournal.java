package dev.satchel.frontend.notify;

import dev.satchel.metadata.NamespaceChange;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commits of this process, in the order in which they became visible: an append of microseconds
 * for the committing thread, read by a tailer of its own. Not synced, because it holds hints only;
 * the files of past days are deleted.
 */
public final class ChangeJournal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChangeJournal.class);
  private static final int BLOCK_BYTES = 1024 * 1024;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLEAN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Path folder;
  private final LongConsumer changed;
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Thread tailing;
  private final CountDownLatch atTheEnd = new CountDownLatch(1);
  private volatile boolean closed;

  private ChangeJournal(Path folder, LongConsumer changed) {
    this.folder = folder;
    this.changed = changed;
    this.queue =
        ChronicleQueue.singleBuilder(folder)
            .rollCycle(RollCycles.FAST_DAILY)
            .blockSize(BLOCK_BYTES)
            .build();
    this.appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true); // append() is synchronized
    this.tailing = Thread.ofPlatform().name("notify-tail").daemon().unstarted(this::tail);
  }

  /**
   * Opens the journal in a folder and calls {@code changed} with the namespace of each change that
   * is appended from now on, in order, from one thread.
   */
  public static ChangeJournal open(Path folder, LongConsumer changed) throws InterruptedException {
    ChangeJournal journal = new ChangeJournal(folder, changed);
    journal.tailing.start();
    journal.atTheEnd.await();
    return journal;
  }

  /** Appends a change. Any thread; never fails, since the commit already stands. */
  public void append(NamespaceChange change) {
    try {
      write(change);
      LockSupport.unpark(tailing);
    } catch (RuntimeException e) {
      log.warn("a change went past the journal", e);
      changed.accept(change.namespace());
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(tailing);
    try {
      tailing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      queue.close();
    }
  }

  private synchronized void write(NamespaceChange change) {
    if (!closed) {
      appender.writeText(change.namespace() + " " + change.jid());
    }
  }

  private void tail() {
    try (ExcerptTailer tailer = queue.createTailer().toEnd()) {
      atTheEnd.countDown();
      long cleanedAt = System.nanoTime() - CLEAN_NANOS;
      while (!closed) {
        String entry = tailer.readText();
        if (entry != null) {
          changed.accept(Long.parseLong(entry, 0, entry.indexOf(' '), 10));
        } else if (System.nanoTime() - cleanedAt >= CLEAN_NANOS) {
          PastCycles.delete(folder);
          cleanedAt = System.nanoTime();
        } else {
          LockSupport.parkNanos(IDLE_NANOS); // append and close wake it
        }
      }
    } finally {
      atTheEnd.countDown();
    }
  }
}
