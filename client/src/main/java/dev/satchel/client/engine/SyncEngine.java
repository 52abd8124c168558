package dev.satchel.client.engine;

import dev.satchel.client.disk.FolderWatch;
import dev.satchel.client.disk.FolderWriter;
import dev.satchel.client.disk.RootGoneException;
import dev.satchel.client.disk.Scanner;
import dev.satchel.client.disk.SyncRoot;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.store.BlockFinder;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.transfer.Chunker;
import dev.satchel.client.transfer.Downloader;
import dev.satchel.client.transfer.LocalBlocks;
import dev.satchel.client.transfer.Transfers;
import dev.satchel.client.transfer.Uploader;
import dev.satchel.contract.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Keeps one folder and one server's tree the same.
 *
 * <p>Not thread-safe but for {@link #status}, {@link #allowDeletes} and {@link #restoreDeleted}:
 * one thread at a time calls the rest.
 */
public final class SyncEngine implements AutoCloseable {

  private static final String ROOT_ID = "root-id";

  private final EngineConfig config;
  private final Workbench bench;
  private final Inbox inbox = new Inbox();
  private final BlockFinder finder;
  private final Lanes lanes;
  private final Scanner scanner;
  private final DeleteGuard guard;
  private final StatusBoard board;
  private final RemoteFeed feed;
  private final Works works;
  private final Passes passes;

  private SyncEngine(EngineConfig config, Workbench bench) {
    this.config = config;
    this.bench = bench;
    EngineOptions options = config.options();
    Transfers transfers = new Transfers();
    finder = BlockFinder.open(config.database());
    lanes =
        new Lanes(
            new Uploader(config.server(), transfers),
            new Downloader(config.server(), localBlocks(finder, bench.root()), transfers),
            inbox,
            options.parallelTransfers());
    scanner = new Scanner(bench.store(), bench.root(), new Chunker(), options.parallelHashes());
    guard = new DeleteGuard(bench.store(), options.maxDelete());
    board = new StatusBoard(bench.store(), transfers);
    feed = new RemoteFeed(config.server(), bench.store());
    ConflictNames names = new ConflictNames(config.deviceName(), config.clock());
    works =
        new Works(
            bench,
            new FolderSide(bench, new FolderWriter(bench.root()), lanes, names),
            new ServerSide(bench, config.server(), lanes),
            lanes,
            guard,
            inbox);
    passes = new Passes(bench, scanner, feed, works, board, config.progress());
  }

  /**
   * Opens the database and looks whether the folder is the one it belongs to; the first time, marks
   * the folder as such, and makes it when it is not there.
   *
   * @throws SyncRootException if the folder is missing or another one
   */
  public static SyncEngine open(EngineConfig config) throws IOException {
    return open(config, Steps.NONE);
  }

  static SyncEngine open(EngineConfig config, Steps steps) throws IOException {
    TreeStore store = TreeStore.open(config.database());
    try {
      SyncRoot root = new SyncRoot(config.folder());
      claimOrCheck(store, root);
      return new SyncEngine(config, new Workbench(store, root, new Tally(), steps));
    } catch (RootGoneException e) {
      store.close();
      throw new SyncRootException(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static void claimOrCheck(TreeStore store, SyncRoot root) throws IOException {
    String id = store.status().get(ROOT_ID);
    if (id == null) {
      store.status().set(ROOT_ID, root.claim());
      store.commit();
    } else {
      root.expect(id);
      root.require();
      root.prepare();
    }
  }

  private static LocalBlocks localBlocks(BlockFinder finder, SyncRoot root) {
    return hash ->
        finder.find(hash).stream()
            .map(place ->
                new LocalBlocks.Place(
                    root.folder().resolve(place.path()),
                    (long) place.index() * Limits.MAX_BLOCK_BYTES,
                    place.lengthBytes()))
            .toList();
  }

  /** What an engine that was last open on this database left: for programs beside the daemon. */
  public static EngineStatus lastStatus(Path database) throws IOException {
    try (TreeStore store = TreeStore.open(database)) {
      return StatusBoard.lastOf(store);
    }
  }

  /**
   * One pass: until both sides agree and nothing is pending but what cannot be done.
   *
   * @throws ServerException if the server cannot be reached or does not know this device any more
   * @throws SyncRootException if the folder is missing or another one
   */
  public SyncReport syncOnce() throws IOException {
    long startedAt = System.nanoTime();
    long committed = bench.tally().committedChanges();
    long applied = bench.tally().appliedChanges();
    long copies = bench.tally().conflictedCopies();
    board.show(EngineState.SYNCING, null);
    try {
      passes.scan();
      passes.pull();
      do {
        // One pass is asked for: what is heard meanwhile is the next one's.
        passes.workUntilQuiet(_ -> {});
      } while (bench.tally().committedChanges() > committed && passes.pull() && hasWork());
    } catch (ServerException e) {
      board.show(e.retryable() ? EngineState.OFFLINE : EngineState.ERROR, e.getMessage());
      throw e;
    } catch (RootGoneException e) {
      throw stopped(e);
    }
    showRest();
    return new SyncReport(
        status(),
        bench.tally().committedChanges() - committed,
        bench.tally().appliedChanges() - applied,
        bench.tally().conflictedCopies() - copies,
        Duration.ofNanos(System.nanoTime() - startedAt));
  }

  private boolean hasWork() {
    return bench.store().pending().count() > 0;
  }

  private void showRest() throws IOException {
    if (!hasWork()) {
      bench.root().clearParts();
    }
    String held = guard.reason();
    if (held != null) {
      board.show(EngineState.NEEDS_ATTENTION, held);
    } else {
      board.show(EngineState.IN_SYNC, null);
    }
  }

  private SyncRootException stopped(RootGoneException e) {
    bench.store().rollback();
    board.show(EngineState.NEEDS_ATTENTION, e.getMessage());
    return new SyncRootException(String.valueOf(e.getMessage()));
  }

  /**
   * Syncs until told to stop: watches the folder, waits for the server's word, and looks at
   * everything now and then. An unreachable server is waited for.
   *
   * @throws ServerException if the server does not know this device any more
   * @throws SyncRootException if the folder went missing or is another one
   */
  public void run(RunControl control) throws IOException {
    RunLoop loop = new RunLoop(bench, passes, works, board, guard, inbox, config.options());
    try (FolderWatch _ = FolderWatch.start(bench.root(), inbox::hint)) {
      loop.run(control, config.server(), feed);
    } catch (RootGoneException e) {
      throw stopped(e);
    }
  }

  /** Where the engine stands. May be called from any thread. */
  public EngineStatus status() {
    return board.shown();
  }

  /** Answers a held mass delete: the deletes may go to the server. */
  public void allowDeletes() {
    guard.allow();
    inbox.report(new Event.Steered());
  }

  /** Answers a held mass delete: what was deleted here comes back from the server. */
  public void restoreDeleted() {
    guard.restore();
    inbox.report(new Event.Steered());
  }

  /** Ends transfers that are on their way; they are taken up again by the next engine. */
  @Override
  public void close() {
    lanes.close();
    scanner.close();
    finder.close();
    bench.store().close();
  }
}
