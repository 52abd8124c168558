package dev.satchel.client.engine;

import dev.satchel.client.plan.Change;
import dev.satchel.client.plan.Plan;
import dev.satchel.client.plan.Planner;
import dev.satchel.client.remote.ServerException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans for what is pending, a run of entries at a time, and has the plans carried out. */
final class Works {

  private static final int ENTRIES_PER_PLAN = 1_000;
  private static final Duration BATCH_PATIENCE = Duration.ofMillis(40);

  private final Workbench bench;
  private final Books books;
  private final FolderSide folder;
  private final ServerSide server;
  private final Lanes lanes;
  private final DeleteGuard guard;
  private final Inbox inbox;
  private @Nullable ServerException failure;

  Works(
      Workbench bench,
      FolderSide folder,
      ServerSide server,
      Lanes lanes,
      DeleteGuard guard,
      Inbox inbox) {
    this.bench = bench;
    this.books = new Books(bench.store());
    this.folder = folder;
    this.server = server;
    this.lanes = lanes;
    this.guard = guard;
    this.inbox = inbox;
  }

  /** Whether transfers are on their way. */
  boolean isBusy() {
    return !lanes.isEmpty();
  }

  /**
   * Plans once for everything that is pending and not on its way, and starts or does it.
   *
   * @param others takes the events that are none of the transfers'
   * @return whether anything was settled
   */
  boolean sweep(Consumer<Event> others) throws IOException {
    bench.root().require();
    bench.store().status().clearProblemsOfChanges();
    boolean holdDeletes = guard.holds();
    // The hold outlives this pass, however that ends.
    checkpoint();
    long before = bench.tally().changes();
    boolean booked = false;
    List<Long> ids = bench.store().nextPending(0, ENTRIES_PER_PLAN);
    while (!ids.isEmpty() && failure == null) {
      List<Long> free = ids.stream().filter(id -> !lanes.contains(id)).toList();
      booked |= carryOut(Planner.plan(bench.store().trees(), free), holdDeletes);
      do {
        takeReports(others, lanes.isFull());
      } while (lanes.isFull());
      ids = bench.store().nextPending(ids.getLast(), ENTRIES_PER_PLAN);
    }
    lanes.sendGroup();
    server.flush();
    checkpoint();
    return booked || bench.tally().changes() > before;
  }

  /** Waits until all transfers have come to their end, and finishes what they were for. */
  void drain(Consumer<Event> others) throws IOException {
    while (isBusy()) {
      takeReports(others, true);
    }
    finish();
  }

  /** Takes one event; of the transfers' ones it sees to what follows. False when it is another. */
  boolean take(Event event) throws IOException {
    switch (event) {
      case Event.Downloaded arrived -> {
        lanes.done(arrived.change());
        folder.arrived(arrived);
      }
      case Event.Uploaded sent -> {
        sent.changes().forEach(lanes::done);
        server.sent(sent);
      }
      case Event.TransferFailed failed -> {
        failed.changes().forEach(lanes::done);
        failure = failed.why();
      }
      case Event.TransferBroke broke -> {
        broke.changes().forEach(lanes::done);
        throw broke.why();
      }
      case Event.Hint _, Event.JournalMoved _, Event.Steered _ -> {
        return false;
      }
    }
    return true;
  }

  /** Commits what is ready, writes down what was done, and tells of a server that failed. */
  void finish() throws IOException {
    if (failure == null) {
      server.flush();
    }
    checkpoint();
    ServerException failed = failure;
    failure = null;
    if (failed != null && lanes.isEmpty()) {
      throw failed;
    }
    failure = failed;
  }

  private boolean carryOut(Plan plan, boolean holdDeletes) throws IOException {
    boolean booked = false;
    for (Change change : plan.changes()) {
      switch (change) {
        case Change.Bookkeeping book -> booked |= books.carryOut(book);
        case Change.Here here -> folder.carryOut(here);
        case Change.DeleteThere delete -> {
          if (!holdDeletes) {
            guard.deleted();
            server.carryOut(delete);
          }
        }
        case Change.There there -> server.carryOut(there);
      }
    }
    checkpoint();
    return booked;
  }

  /** Takes all reports there are; waits for one when told to. */
  private void takeReports(Consumer<Event> others, boolean wait) throws IOException {
    List<Event> reports = inbox.takeAll();
    if (reports.isEmpty() && wait) {
      Event event = inbox.await(BATCH_PATIENCE);
      if (event == null) {
        // The transfers take their time: what is ready need not wait for them.
        server.flush();
        checkpoint();
        return;
      }
      reports.add(event);
    }
    for (Event report : reports) {
      if (!take(report)) {
        others.accept(report);
      }
    }
    if (!reports.isEmpty()) {
      checkpoint();
    }
  }

  /** The folder first: the trees must never say of a file that it is there when it may not be. */
  private void checkpoint() throws IOException {
    folder.syncFolders();
    bench.steps().before("write down");
    bench.store().commit();
  }
}
