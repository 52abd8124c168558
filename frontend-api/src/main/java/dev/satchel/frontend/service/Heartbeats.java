package dev.satchel.frontend.service;

import dev.satchel.storage.NodeStats;
import dev.satchel.storage.server.StorageNode;
import dev.satchel.volume.Heartbeat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a storage node says of itself, in the cell's words. */
final class Heartbeats {

  private Heartbeats() {}

  /** Describes the node whenever it is asked; a node without a domain is its own. */
  static Supplier<Heartbeat> of(StorageNode node, @Nullable String domain) {
    String address = Addresses.hostPort(node.address());
    return () -> describe(node.stats(), address, domain);
  }

  private static Heartbeat describe(NodeStats stats, String address, @Nullable String domain) {
    List<Heartbeat.DiskReport> disks =
        stats.disks().stream()
            .map(disk ->
                new Heartbeat.DiskReport(
                    disk.id(),
                    disk.path(),
                    disk.capacityBytes(),
                    disk.usedBytes(),
                    disk.freeSlots(),
                    disk.state().word()))
            .toList();
    return new Heartbeat(stats.nodeId(), address, domain == null ? stats.nodeId() : domain, disks);
  }
}
