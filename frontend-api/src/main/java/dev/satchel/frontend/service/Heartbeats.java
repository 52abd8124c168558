package dev.satchel.frontend.service;

import dev.satchel.storage.server.StorageNode;
import dev.satchel.volume.Heartbeat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a storage node says of itself, in the cell's words. */
final class Heartbeats {

  private Heartbeats() {}

  /** Describes the node whenever it is asked; a node without a domain is its own. */
  static Supplier<Heartbeat> of(StorageNode node, @Nullable String domain) {
    String address = Addresses.hostPort(node.address());
    String where = domain == null ? node.nodeId() : domain;
    return () -> Heartbeat.of(node.stats(), address, where);
  }
}
