package dev.satchel.client.engine;

import dev.satchel.client.engine.EngineStatus.Pending;
import dev.satchel.client.store.StatusTable;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.transfer.Transfers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The status as other threads and other programs see it; written by the control thread. */
final class StatusBoard {

  private static final long MIN_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final TreeStore store;
  private final Transfers transfers;
  private volatile EngineStatus shown;
  private long shownAt;

  StatusBoard(TreeStore store, Transfers transfers) {
    this.store = store;
    this.transfers = transfers;
    this.shown = read(store, transfers, EngineState.SYNCING, null);
  }

  EngineStatus shown() {
    EngineStatus last = shown;
    return new EngineStatus(
        last.state(),
        last.detail(),
        last.pending(),
        transfers.uploadedBytes(),
        transfers.downloadedBytes(),
        last.conflicts(),
        last.problems(),
        last.cursor());
  }

  /** Shows a state that lasts, here and to other programs. */
  void show(EngineState state, @Nullable String detail) {
    EngineStatus now = read(store, transfers, state, detail);
    boolean changed = shown.state() != state;
    shown = now;
    shownAt = System.nanoTime();
    if (changed || !state.text().equals(store.status().get("state"))) {
      store.status().set("state", state.text());
      store.status().set("detail", detail);
      store.commit();
    }
  }

  /** Shows how the work goes on, now and then. */
  void showWork() {
    if (System.nanoTime() - shownAt > MIN_AGE_NANOS) {
      show(EngineState.SYNCING, null);
    }
  }

  /** What was last written down by whoever had the store open. */
  static EngineStatus lastOf(TreeStore store) {
    String state = store.status().get("state");
    return read(
        store,
        new Transfers(),
        state == null
            ? EngineState.SYNCING
            : EngineState.valueOf(state.toUpperCase(Locale.ROOT).replace('-', '_')),
        store.status().get("detail"));
  }

  private static EngineStatus read(
      TreeStore store, Transfers transfers, EngineState state, @Nullable String detail) {
    StatusTable table = store.status();
    StatusTable.Waiting uploads = table.uploads();
    StatusTable.Waiting downloads = table.downloads();
    List<PathProblem> problems =
        table.problems().stream()
            .map(problem -> new PathProblem(problem.path(), problem.code(), problem.detail()))
            .toList();
    return new EngineStatus(
        state,
        detail,
        new Pending(uploads.files(), downloads.files(), uploads.bytes() + downloads.bytes()),
        transfers.uploadedBytes(),
        transfers.downloadedBytes(),
        table.conflictedCopies(),
        problems,
        table.get("cursor"));
  }
}
