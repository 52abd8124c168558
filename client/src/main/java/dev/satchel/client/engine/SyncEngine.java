package dev.satchel.client.engine;

import dev.satchel.client.remote.ServerException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps one folder and one server's tree the same.
 *
 * <p>Not thread-safe but for {@link #status}, {@link #allowDeletes} and {@link #restoreDeleted}:
 * one thread at a time calls the rest.
 */
public final class SyncEngine implements AutoCloseable {

  private final EngineConfig config;

  private SyncEngine(EngineConfig config) {
    this.config = config;
  }

  /**
   * Opens the database and looks whether the folder is the one it belongs to; the first time, marks
   * the folder as such, and makes it when it is not there.
   *
   * @throws SyncRootException if the folder is missing or another one
   */
  public static SyncEngine open(EngineConfig config) throws IOException {
    return new SyncEngine(config);
  }

  /** What an engine that was last open on this database left: for programs beside the daemon. */
  public static EngineStatus lastStatus(Path database) throws IOException {
    throw new UnsupportedOperationException(database.toString());
  }

  /**
   * One pass: until both sides agree and nothing is pending but what cannot be done.
   *
   * @throws ServerException if the server cannot be reached or does not know this device any more
   * @throws SyncRootException if the folder is missing or another one
   */
  public SyncReport syncOnce() throws IOException {
    throw new UnsupportedOperationException(config.toString());
  }

  /**
   * Syncs until told to stop: watches the folder, waits for the server's word, and looks at
   * everything now and then. An unreachable server is waited for.
   *
   * @throws ServerException if the server does not know this device any more
   * @throws SyncRootException if the folder went missing or is another one
   */
  public void run(RunControl control) throws IOException {
    throw new UnsupportedOperationException(control.toString());
  }

  /** Where the engine stands. May be called from any thread. */
  public EngineStatus status() {
    throw new UnsupportedOperationException(config.toString());
  }

  /** Answers a held mass delete: the deletes may go to the server. */
  public void allowDeletes() {
    throw new UnsupportedOperationException(config.toString());
  }

  /** Answers a held mass delete: what was deleted here comes back from the server. */
  public void restoreDeleted() {
    throw new UnsupportedOperationException(config.toString());
  }

  @Override
  public void close() {}
}
