package dev.satchel.volume.write;

import dev.satchel.volume.manage.Signal;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.sql.ClaimTable;
import dev.satchel.volume.sql.NoteTable;
import dev.satchel.volume.store.StoreFullException;
import dev.satchel.volume.store.StoreUnavailableException;
import dev.satchel.volume.write.VolumeWriter.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a few volumes claimed and written to. One thread of its own, which sleeps while all is
 * well.
 */
final class WriterPool implements AutoCloseable {

  private static final int WRITERS = 2;
  private static final Duration STARVING_PAUSE = Duration.ofMillis(100);
  private static final Duration CLAIM_PAUSE = Duration.ofSeconds(1);
  private static final Duration BEAT = Duration.ofSeconds(4);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(WriterPool.class);

  private final Parts parts;
  private final Set<VolumeWriter> writers = ConcurrentHashMap.newKeySet();
  private final LinkedBlockingQueue<End> ended = new LinkedBlockingQueue<>();
  private final Signal news = new Signal();
  private final ReentrantLock claiming = new ReentrantLock();
  private final Condition claimed = claiming.newCondition();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * What the pool works with.
   *
   * @param owner this process start, in the claims
   * @param beats whether others could take the claims of a process that shows no life
   * @param managerNews raised when a volume needs the manager
   */
  record Parts(
      VolumeWriter.Parts writers,
      VolumeClaimer claimer,
      ClaimTable claims,
      NoteTable notes,
      String owner,
      boolean beats,
      Runnable managerNews) {}

  WriterPool(Parts parts) {
    this.parts = parts;
    this.thread = Thread.ofVirtual().name("writer-pool").unstarted(this::run);
  }

  /** Begins to claim volumes; the first call counts. */
  void start() {
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  /** A volume may be free, or a put waits that nobody takes. */
  void wake() {
    news.raise();
  }

  /** Whether puts find a writer. */
  boolean isWriting() {
    return !writers.isEmpty();
  }

  /** Waits until puts find a writer; false when none came in time. */
  boolean awaitWriting(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    claiming.lock();
    try {
      while (!isWriting() && left > 0) {
        left = claimed.awaitNanos(left);
      }
      return isWriting();
    } finally {
      claiming.unlock();
    }
  }

  /** Stops the writers and lets their volumes go. */
  @Override
  public void close() {
    closing = true;
    if (!started.get()) {
      return;
    }
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those of the puts that somebody still waits for; the others are ended. */
  static List<PendingPut> withoutLate(List<PendingPut> puts) {
    List<PendingPut> awaited = new ArrayList<>(puts.size());
    for (PendingPut put : puts) {
      if (put.isLate()) {
        put.failed(
            new StoreUnavailableException("no volume took the block in time", RETRY_AFTER, null));
      } else {
        awaited.add(put);
      }
    }
    return awaited;
  }

  private void run() {
    long beatNanos = System.nanoTime();
    try {
      while (!closing) {
        boolean again = settleEnded() && writers.size() < WRITERS && claim();
        if (!again) {
          if (isStarving()) {
            refuseIfHopeless();
          }
          news.await(pause());
        }
        if (parts.beats() && System.nanoTime() - beatNanos >= BEAT.toNanos()) {
          beatNanos = System.nanoTime();
          beat();
        }
      }
      stopWriters();
    } catch (InterruptedException e) {
      log.error("the writer pool was interrupted", e);
    }
  }

  private Duration pause() {
    if (isStarving() || !ended.isEmpty()) {
      return STARVING_PAUSE;
    }
    return writers.size() < WRITERS ? CLAIM_PAUSE : BEAT;
  }

  private boolean isStarving() {
    return writers.isEmpty() && !parts.writers().queue().isEmpty();
  }

  private boolean claim() {
    try {
      Optional<ClaimedVolume> claimed = parts.claimer().claim();
      claimed.ifPresent(volume -> {
        begin(volume);
        parts.managerNews().run(); // one spare less
      });
      return claimed.isPresent();
    } catch (StoreUnavailableException e) {
      log.warn("no volume can be claimed: {}", e.toString());
      return false;
    }
  }

  private void begin(ClaimedVolume volume) {
    claiming.lock();
    try {
      writers.add(VolumeWriter.start(volume, parts.writers(), this::onEnd));
      claimed.signalAll();
    } finally {
      claiming.unlock();
    }
  }

  private void onEnd(End end) {
    ended.add(end);
    writers.remove(end.writer());
    wake();
  }

  /** Says in the table how writers ended; false when that has to be tried again. */
  private boolean settleEnded() {
    try {
      for (End end = ended.peek(); end != null; end = ended.peek()) {
        writers.remove(end.writer());
        Volume volume = end.claimed().volume();
        if (end.usable()) {
          parts.claims().release(volume.id(), end.claimed().writerEpoch());
        } else {
          log.info("volume {} is left: {}", volume.id(), end.reason());
          parts.claims().abandon(volume.id(), end.reason());
          parts.managerNews().run();
        }
        ended.remove();
      }
      return true;
    } catch (StoreUnavailableException e) {
      log.warn("a volume could not be given back: {}", e.toString());
      return false;
    }
  }

  /** Ends the waiting puts when the manager has said that there will be no volume. */
  private void refuseIfHopeless() {
    try {
      Optional<Note> note = parts.notes().find(NoteTable.OPENING);
      if (note.isPresent()) {
        parts.writers().queue().removeAll().forEach(put -> put.failed(refusal(note.get())));
      }
    } catch (StoreUnavailableException e) {
      log.warn("why there is no volume cannot be read: {}", e.toString());
    }
  }

  private static RuntimeException refusal(Note note) {
    return note.code().equals(Note.NO_SPACE)
        ? new StoreFullException(note.text())
        : new StoreUnavailableException(note.text(), RETRY_AFTER, null);
  }

  private void beat() {
    try {
      if (!writers.isEmpty()) {
        parts.claims().beat(parts.owner());
      }
    } catch (StoreUnavailableException e) {
      log.warn("the writers could not show that they live: {}", e.toString());
    }
  }

  private void stopWriters() throws InterruptedException {
    writers.forEach(VolumeWriter::stop);
    while (!writers.isEmpty()) {
      news.await(BEAT);
    }
    if (!settleEnded()) {
      log.warn("claims are left behind; the next start or the manager releases them");
    }
  }
}
