package dev.satchel.volume.manage;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes that refused to make an extent lately. Thread-safe. */
final class Shunned {

  private static final long FOR_NANOS = Duration.ofSeconds(10).toNanos();

  private final Map<String, Long> until = new ConcurrentHashMap<>();

  void add(String nodeId) {
    until.put(nodeId, System.nanoTime() + FOR_NANOS);
  }

  Set<String> now() {
    until.values().removeIf(end -> end - System.nanoTime() <= 0);
    return Set.copyOf(until.keySet());
  }
}
