package dev.satchel.client.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paths to look at once a burst of changes is over, or has gone on long enough. */
final class Hints {

  private static final int MAX_PATHS = 10_000;
  private static final int BURST_FACTOR = 5;

  private final long settleNanos;
  private final Set<Path> paths = new HashSet<>();
  private boolean everything;
  private long first;
  private long last;

  Hints(Duration settle) {
    this.settleNanos = settle.toNanos();
  }

  /** A path, or null for all. */
  void add(@Nullable Path path) {
    long now = System.nanoTime();
    first = isEmpty() ? now : first;
    last = now;
    if (path == null || paths.size() >= MAX_PATHS) {
      everything = true;
    } else {
      paths.add(path);
    }
  }

  boolean isEmpty() {
    return paths.isEmpty() && !everything;
  }

  /** Whether it is better to look at everything. */
  boolean everything() {
    return everything;
  }

  /** How long to wait before looking; zero or less: look. */
  long dueInNanos() {
    long quietAt = last + settleNanos;
    long latest = first + BURST_FACTOR * settleNanos;
    return Math.min(quietAt - System.nanoTime(), latest - System.nanoTime());
  }

  Set<Path> take() {
    Set<Path> taken = Set.copyOf(paths);
    paths.clear();
    everything = false;
    return taken;
  }
}
