package dev.satchel.storage.server;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.wire.Handshake;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a storage node needs to know. Checked whole at construction.
 *
 * @param dataDir holds {@code node.id}
 * @param listen port 0 takes a free one
 * @param clusterKey what both sides of every connection must prove to know
 * @param extentSizeBytes the slot size of disks that are made now; existing ones keep theirs
 * @param trashFor how long an extent lies in the trash at least before it may be purged
 * @param background how fast the node does what no client waits for
 * @param fsync false answers before anything is durable: for benchmarks only
 */
public record StorageNodeConfig(
    Path dataDir,
    List<DiskSpec> disks,
    InetSocketAddress listen,
    byte[] clusterKey,
    long extentSizeBytes,
    boolean fsync,
    Duration trashFor,
    BackgroundConfig background,
    MetricRegistry metrics) {

  public StorageNodeConfig {
    List<String> problems = new ArrayList<>();
    if (disks.isEmpty()) {
      problems.add("a node needs at least one disk");
    }
    if (disks.stream().map(DiskSpec::path).distinct().count() < disks.size()) {
      problems.add("the same disk is named twice");
    }
    if (clusterKey.length < Handshake.SHORTEST_KEY_BYTES) {
      problems.add("the cluster key has fewer than " + Handshake.SHORTEST_KEY_BYTES + " bytes");
    }
    if (!DiskGeometry.isValidSlotSize(extentSizeBytes)) {
      problems.add(
          "the extent size must be a multiple of 4096 from 64 KiB to 1 TiB, not "
              + extentSizeBytes);
    }
    if (trashFor.isNegative()) {
      problems.add("the trash period is negative");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    disks = List.copyOf(disks);
    clusterKey = clusterKey.clone();
  }
}
