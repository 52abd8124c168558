package dev.satchel.volume.manage;

import dev.satchel.volume.manage.Manager.Parts;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.sql.LeaseLostException;
import dev.satchel.volume.sql.NoteTable;
import dev.satchel.volume.store.StoreUnavailableException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps beside the loop, so that a node that hangs delays nothing but its own volumes. */
final class StepRunner implements AutoCloseable {

  private static final int MOST_AT_ONCE = 16;
  private static final Logger log = LoggerFactory.getLogger(StepRunner.class);

  private final Parts parts;
  private final Shunned shunned;
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();
  private final Semaphore slots = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ToldTroubles told = new ToldTroubles();
  private @Nullable Optional<Note> said;

  StepRunner(Parts parts, Shunned shunned) {
    this.parts = parts;
    this.shunned = shunned;
  }

  /** The volumes that steps are at work on. */
  Set<Long> busy() {
    return Set.copyOf(busy);
  }

  /** Starts a step; one that finds no free slot is planned again with the next look. */
  void start(Step step, long epoch) {
    StepExecutor executor =
        new StepExecutor(parts.database().volumes(), parts.directory(), shunned, told, epoch);
    switch (step) {
      case Step.Say(Optional<Note> note) -> say(epoch, note);
      case Step.Open(var nodeIds) -> {
        // Written down before the next look, which must not plan it again.
        Volume planned = parts.database().volumes().plan(epoch, nodeIds, "waits for its extents");
        start(planned, () -> make(executor, planned));
      }
      case Step.Make(Volume volume) -> start(volume, () -> make(executor, volume));
      case Step.Replace(Volume volume, var extent, String nodeId) ->
          start(
              volume,
              () -> {
                parts.database().volumes().replan(epoch, volume, extent, nodeId);
                return true;
              });
      case Step.Release(Volume volume) ->
          start(
              volume,
              () -> {
                log.warn("writer {} of volume {} is gone", volume.claim().owner(), volume.id());
                parts.database().claims().release(volume.id(), volume.claim().epoch());
                parts.volumeOpened().run();
                return false;
              });
      case Step.Close(Volume volume, String reason) ->
          start(volume, () -> parts.database().volumes().closing(epoch, volume.id(), reason));
      case Step.Seal(Volume volume, var reachable) ->
          start(volume, () -> executor.seal(volume, reachable));
      case Step.Settle(Volume volume, var extent) ->
          start(volume, () -> executor.settle(volume, extent));
    }
  }

  /** Waits for the steps that are under way; their calls have deadlines. */
  @Override
  public void close() {
    threads.close();
  }

  private boolean make(StepExecutor executor, Volume volume) {
    boolean changed = executor.make(volume);
    parts.volumeOpened().run();
    return changed;
  }

  private void say(long epoch, Optional<Note> note) {
    if (note.equals(said)) {
      return;
    }
    NoteTable notes = parts.database().notes();
    if (note.isEmpty()) {
      notes.remove(epoch, NoteTable.OPENING);
    } else {
      log.warn("no volume can be opened: {}", note.get().text());
      notes.put(epoch, NoteTable.OPENING, note.get());
    }
    said = note;
  }

  /** Something to do to a volume; says whether it is worth planning again at once. */
  @FunctionalInterface
  private interface Work {
    boolean run();
  }

  private void start(Volume volume, Work work) {
    if (!slots.tryAcquire()) {
      return;
    }
    if (!busy.add(volume.id())) {
      slots.release();
      return;
    }
    threads.execute(() -> {
      boolean changed = false;
      try {
        changed = work.run();
      } catch (LeaseLostException | StoreUnavailableException e) {
        log.warn("a step on volume {} stopped: {}", volume.id(), e.toString());
      } catch (RuntimeException e) {
        log.error("a step on volume {} failed", volume.id(), e);
      } finally {
        slots.release();
        busy.remove(volume.id());
      }
      if (changed) {
        parts.news().raise();
      }
    });
  }
}
