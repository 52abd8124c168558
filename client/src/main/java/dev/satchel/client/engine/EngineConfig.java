package dev.satchel.client.engine;

import dev.satchel.client.remote.Server;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a sync engine is made of.
 *
 * @param folder the folder that is kept in sync
 * @param database where the three trees are kept, outside of {@code folder}
 * @param deviceName names this device in conflicted copies
 * @param clock dates conflicted copies; nothing is decided by it
 * @param progress is told how the work goes on, from the control thread
 */
public record EngineConfig(
    Path folder,
    Path database,
    String deviceName,
    Server server,
    Clock clock,
    EngineOptions options,
    ProgressListener progress) {

  /** Makes the paths absolute. */
  public EngineConfig {
    folder = folder.toAbsolutePath().normalize();
    database = database.toAbsolutePath().normalize();
  }
}
