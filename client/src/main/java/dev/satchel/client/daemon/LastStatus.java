package dev.satchel.client.daemon;

import dev.satchel.client.engine.EngineState;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the client stood when its last engine ended.
 *
 * <p>An engine that ends well leaves its status in a file of the home, which is read at once; after
 * one that did not, the database has to be asked.
 */
public final class LastStatus implements AutoCloseable {

  private final ClientHome home;
  private final SyncEngine engine;

  private LastStatus(ClientHome home, SyncEngine engine) {
    this.home = home;
    this.engine = engine;
  }

  /** To be opened right after the engine, and so closed right before it. */
  public static LastStatus recording(ClientHome home, SyncEngine engine) throws IOException {
    home.forgetLastWords();
    return new LastStatus(home, engine);
  }

  /** For an engine that cannot even be opened: something that it needs is not there. */
  public static void keepStopped(ClientHome home, EngineState state, IOException reason)
      throws IOException {
    StatusDocument stopped = of(home).as(state, reason.getMessage());
    home.keepLastWords(ControlDocuments.STATUS.toJson(stopped));
  }

  /** The status that the last engine left. */
  public static StatusDocument of(ClientHome home) throws IOException {
    Optional<String> words = home.lastWords();
    return words.isPresent()
        ? ControlDocuments.read(ControlDocuments.STATUS, words.get())
        : StatusDocument.of(SyncEngine.lastStatus(home.database()));
  }

  @Override
  public void close() throws IOException {
    home.keepLastWords(ControlDocuments.STATUS.toJson(StatusDocument.of(engine.status())));
  }
}
