package dev.satchel.volume;

import dev.satchel.storage.ScrubAction;
import dev.satchel.volume.admin.ScrubOrder;
import dev.satchel.volume.admin.ScrubView;
import dev.satchel.volume.inspect.ScrubCensus;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.members.ScrubCalls;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.sql.CellDatabase;
import dev.satchel.volume.sql.LeaseLostException;
import dev.satchel.volume.sql.NoteTable;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of the scrubs. The cell's tables remember it; a node forgets it when it
 * starts again, and is reminded, as is one that could not be reached when it was said.
 */
final class ScrubKeeper {

  private final CellDatabase database;
  private final ScrubCalls calls;

  ScrubKeeper(CellDatabase database, NodeDirectory directory) {
    this.database = database;
    this.calls = new ScrubCalls(directory);
  }

  /** How the scrubs of the nodes that answer stand. */
  ScrubCensus census() {
    return calls.tell(ScrubAction.REPORT, 0);
  }

  /** The page for the operator. */
  ScrubView view() {
    return view(census());
  }

  private ScrubView view(ScrubCensus census) {
    return census.view(database.notes().find(NoteTable.SCRUB_PAUSED).map(Note::text));
  }

  /**
   * Does what is ordered, from now on and on all nodes.
   *
   * @throws IllegalArgumentException if it makes no sense
   * @throws StoreUnavailableException if no manager leads, so that nobody would remember it
   */
  ScrubView order(ScrubOrder order) {
    ScrubAction action = action(order);
    remember(action, order.bytesPerSecond());
    return view(calls.tell(action, order.bytesPerSecond()));
  }

  private static ScrubAction action(ScrubOrder order) {
    ScrubAction action =
        switch (order.action()) {
          case "start" -> ScrubAction.START;
          case "pause" -> ScrubAction.PAUSE;
          case "rate" -> ScrubAction.LIMIT;
          default -> throw new IllegalArgumentException("A scrub is told start, pause or rate.");
        };
    if (action == ScrubAction.LIMIT && order.bytesPerSecond() < 1) {
      throw new IllegalArgumentException("A scrub reads at least a byte a second.");
    }
    return action;
  }

  private void remember(ScrubAction action, long bytesPerSecond) {
    try {
      remember(
          database.leases().leadingEpoch().orElseThrow(() -> noManager(null)),
          action,
          bytesPerSecond);
    } catch (LeaseLostException succeeded) {
      throw noManager(succeeded);
    }
  }

  private static StoreUnavailableException noManager(@Nullable Exception why) {
    return new StoreUnavailableException(
        "no manager leads the cell now", Duration.ofSeconds(1), why);
  }

  private void remember(long epoch, ScrubAction action, long bytesPerSecond) {
    NoteTable notes = database.notes();
    switch (action) {
      case PAUSE -> {
        if (notes.find(NoteTable.SCRUB_PAUSED).isEmpty()) {
          String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
          notes.put(epoch, NoteTable.SCRUB_PAUSED, new Note("paused", since));
        }
      }
      case START -> notes.remove(epoch, NoteTable.SCRUB_PAUSED);
      case LIMIT ->
          notes.put(epoch, NoteTable.SCRUB_RATE, new Note("rate", String.valueOf(bytesPerSecond)));
      case REPORT, LOOK -> {}
    }
  }

  /** Tells what holds to those nodes that do something else. */
  void remind() {
    ScrubCensus census = census();
    // Read after the nodes were asked: an order is written down before it is told, so no note is
    // older than what a node does.
    boolean paused = database.notes().find(NoteTable.SCRUB_PAUSED).isPresent();
    Optional<Long> rate =
        database.notes().find(NoteTable.SCRUB_RATE).map(Note::text).map(Long::valueOf);
    census
        .reports()
        .forEach((nodeId, report) -> {
          if (!report.disks().isEmpty() && report.status().paused() != paused) {
            calls.tell(nodeId, paused ? ScrubAction.PAUSE : ScrubAction.START, 0);
          }
          rate.filter(wanted -> wanted != report.limitBytesPerSecond())
              .ifPresent(wanted -> calls.tell(nodeId, ScrubAction.LIMIT, wanted));
        });
  }
}
