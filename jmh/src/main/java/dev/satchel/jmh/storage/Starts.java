package dev.satchel.jmh.storage;

import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.jmh.machine.Scratch;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.server.LiveHeap;
import dev.satchel.jmh.server.ServerProcess;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.client.NodeClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * How long {@code satchel-server node} takes from its start as a process to its line {@code ready},
 * and what each extent costs it in memory.
 */
final class Starts {

  /** Of each kind, in each round. */
  private static final int STARTS = 2;

  private static final double NANOS_A_MILLI = 1e6;
  private static final double MIB = 1L << 20;
  private static final double TIB = 1L << 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Kind none;
  private final Kind empty;
  private final Kind full;
  private final Samples heap = new Samples("storage.heap-a-tib", "MiB");

  private Starts(Path folder) throws IOException {
    none = new Kind(folder.resolve("none"), "none");
    empty = new Kind(folder.resolve("empty"), "1000-sealed.empty");
    full = new Kind(folder.resolve("full"), "1000-sealed.full");
  }

  /** Rows {@code storage.start.*} and {@code storage.heap-a-tib}. */
  static List<Figure> measure(Depth depth) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create("start")) {
      Starts starts = new Starts(scratch.folder());
      starts.none.image.writeNone();
      starts.empty.image.writeNearlyEmpty();
      starts.full.image.writeFull();
      starts.measureHeap();
      for (int i = 0; i < STARTS * depth.forks(); i++) {
        QuietMachine.await(0);
        starts.none.measureStart();
        starts.empty.measureStart();
        starts.full.measureStart();
      }
      return starts.figures();
    }
  }

  /** The first start after something else wrote the disk: the node takes note of what it found. */
  private void measureHeap() throws IOException, InterruptedException {
    OptionalLong without = none.liveBytes(0);
    empty.liveBytes(DiskImage.SEALED);
    OptionalLong with = full.liveBytes(DiskImage.SEALED);
    if (with.isPresent() && without.isPresent()) {
      double stored = full.image.capacityBytes() * (DiskImage.SEALED + DiskImage.OPEN) / TIB;
      heap.add((with.getAsLong() - without.getAsLong()) / MIB / stored);
    }
  }

  private List<Figure> figures() {
    Optional<Figure> nearlyEmpty = empty.times.figure(none.times.figure());
    return Stream.of(
            none.times.figure(), nearlyEmpty, full.times.figure(nearlyEmpty), heap.figure())
        .flatMap(Optional::stream)
        .toList();
  }

  /** A disk with as much on it, and the starts with it. */
  private static final class Kind {

    private final NodeFolder folder;
    private final DiskImage image;
    private final Samples times;

    Kind(Path path, String name) throws IOException {
      UUID nodeId = UUID.randomUUID();
      folder = NodeFolder.create(path, nodeId);
      image = new DiskImage(folder.disk(), nodeId);
      times = new Samples("storage.start." + name, "ms");
    }

    OptionalLong liveBytes(int expectedSealed) throws IOException, InterruptedException {
      try (ServerProcess node = start();
          NodeClients clients = NodeFolder.clients()) {
        List<ExtentInfo> extents = NodeFolder.client(clients, node).list(PATIENCE).join();
        long sealed =
            extents.stream().filter(extent -> extent.state() == ExtentState.SEALED).count();
        if (sealed != expectedSealed) {
          throw new IOException("the node found " + sealed + " sealed extents: " + extents);
        }
        return LiveHeap.bytesOf(node.pid());
      }
    }

    void measureStart() throws IOException, InterruptedException {
      long startNanos = System.nanoTime();
      ServerProcess node = start();
      times.add((System.nanoTime() - startNanos) / NANOS_A_MILLI);
      node.close();
    }

    private ServerProcess start() throws IOException, InterruptedException {
      return folder.start(folder.disk().toString(), DiskImage.EXTENT_SIZE);
    }
  }
}
