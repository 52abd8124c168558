package dev.satchel.storage.runtime;

import dev.satchel.storage.PullOrder;
import dev.satchel.storage.tls.TlsMode;

/**
 * How much of the machine storage may take.
 *
 * @param readerThreads for each disk
 * @param bufferBytes the most that all nodes of the process hold in buffers for requests under way
 * @param tlsMode which connections are encrypted
 * @param nearNodes whether callers reach nodes of the same process without a socket
 */
public record NodeRuntimeConfig(
    int eventLoops, int readerThreads, long bufferBytes, TlsMode tlsMode, boolean nearNodes) {

  /** Pages that a pull holds at most: half of them being read, and half being written. */
  public static final int PULL_PAGES = 8;

  /** The memory that those take. */
  public static final long PULL_BYTES =
      (long) PULL_PAGES * PayloadAllocator.heldBytes(PullOrder.PAGE_BYTES);

  private static final int MOST_THREADS = 256;

  public NodeRuntimeConfig {
    if (eventLoops < 1 || eventLoops > MOST_THREADS) {
      throw new IllegalArgumentException("event loops: 1 to 256, not " + eventLoops);
    }
    if (readerThreads < 1 || readerThreads > MOST_THREADS) {
      throw new IllegalArgumentException("reader threads: 1 to 256, not " + readerThreads);
    }
    if (bufferBytes < ByteBudget.SMALLEST_BYTES) {
      throw new IllegalArgumentException(
          "buffers: at least " + ByteBudget.SMALLEST_BYTES + " bytes, not " + bufferBytes);
    }
  }

  /** For this machine: a few threads, 128 MiB of buffers, sockets only. */
  public static NodeRuntimeConfig defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new NodeRuntimeConfig(
        Math.clamp(cores, 1, 8),
        Math.clamp(2 * cores, 4, 32),
        128L << 20,
        TlsMode.OFF_LOOPBACK,
        false);
  }

  /** The same, for a process that has nodes and calls them. */
  public NodeRuntimeConfig withNearNodes() {
    return new NodeRuntimeConfig(eventLoops, readerThreads, bufferBytes, tlsMode, true);
  }

  /** How many pulls may hold buffers at a time: a quarter of all buffers, but one at least. */
  int pulls() {
    return (int) Math.max(1, bufferBytes / 4 / PULL_BYTES);
  }
}
