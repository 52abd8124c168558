package dev.satchel.frontend.http;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections and running handlers against their limits. */
final class Load {
  private final int maxConnections;
  private final int maxRunning;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();

  Load(HttpLimits limits) {
    this.maxConnections = limits.maxConnections();
    this.maxRunning = limits.maxConcurrentRequests();
  }

  boolean tryConnect() {
    return tryAdd(connections, maxConnections);
  }

  void disconnected() {
    connections.decrementAndGet();
  }

  boolean tryRun() {
    return tryAdd(running, maxRunning);
  }

  void ran() {
    running.decrementAndGet();
  }

  int connections() {
    return connections.get();
  }

  int running() {
    return running.get();
  }

  private static boolean tryAdd(AtomicInteger count, int max) {
    if (count.incrementAndGet() <= max) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }
}
