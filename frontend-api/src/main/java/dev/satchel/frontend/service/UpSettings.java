package dev.satchel.frontend.service;

import dev.satchel.volume.CellOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * What the embedded service needs to know.
 *
 * @param nodes how many storage nodes live in this process
 * @param cellListen where nodes started elsewhere find the manager
 */
public record UpSettings(
    Path data,
    InetSocketAddress listen,
    int nodes,
    InetSocketAddress cellListen,
    Databases databases,
    CellOptions options) {
  private static final int MAX_NODES = 100;

  public UpSettings {
    if (nodes < 0 || nodes > MAX_NODES) {
      throw new IllegalArgumentException("nodes must lie between 0 and " + MAX_NODES);
    }
  }
}
