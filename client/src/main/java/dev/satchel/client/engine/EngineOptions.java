package dev.satchel.client.engine;

import java.time.Duration;

/**
 * How the engine works; the defaults suit a desktop.
 *
 * @param maxDelete most deletes of files that go to the server without asking; 0 for the standing
 *     rule: over half of the files and more than 100
 * @param parallelHashes files that are read and hashed at once
 * @param parallelTransfers files or groups of small files that travel at once
 * @param scanPeriod how often the whole folder is looked at although the watcher was silent
 * @param settle how long a burst of changes has to be over before it is looked at
 */
public record EngineOptions(
    int maxDelete,
    int parallelHashes,
    int parallelTransfers,
    Duration scanPeriod,
    Duration settle) {

  /** Checks the bounds. */
  public EngineOptions {
    if (maxDelete < 0 || parallelHashes < 1 || parallelTransfers < 1) {
      throw new IllegalArgumentException("negative or zero bound among the engine's options");
    }
  }

  /** What suits a desktop. */
  public static EngineOptions defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EngineOptions(
        0, Math.clamp(cores, 2, 8), 32, Duration.ofMinutes(10), Duration.ofMillis(60));
  }

  /** The same with another bound on deletes. */
  public EngineOptions withMaxDelete(int files) {
    return new EngineOptions(files, parallelHashes, parallelTransfers, scanPeriod, settle);
  }
}
