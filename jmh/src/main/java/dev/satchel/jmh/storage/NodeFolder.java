package dev.satchel.jmh.storage;

import dev.satchel.jmh.server.ServerProcess;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClientConfig;
import dev.satchel.storage.client.NodeClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;

/** Where {@code satchel-server node} runs with one disk; it looks in vain for a manager. */
record NodeFolder(Path path) {

  private static final byte[] KEY = new byte[32];

  /** A folder of a node with this name. */
  static NodeFolder create(Path path, UUID nodeId) throws IOException {
    NodeFolder folder = new NodeFolder(path);
    Files.createDirectories(path.resolve("data"));
    Files.writeString(path.resolve("data/node.id"), nodeId + "\n");
    Files.writeString(folder.keyFile(), HexFormat.of().formatHex(KEY));
    return folder;
  }

  /** Its disk's file. */
  Path disk() {
    return path.resolve("disk");
  }

  private Path keyFile() {
    return path.resolve("cluster.key");
  }

  /**
   * Starts the node and waits until it serves.
   *
   * @param disk as on the command line
   */
  ServerProcess start(String disk, String extentSize) throws IOException, InterruptedException {
    return ServerProcess.start(
        path,
        "node",
        "--manager",
        "127.0.0.1:1",
        "--disk",
        disk,
        "--extent-size",
        extentSize,
        "--cluster-key-file",
        keyFile().toString());
  }

  /** Clients that the node takes for its own. */
  static NodeClients clients() {
    return new NodeClients(NodeClientConfig.defaults(KEY));
  }

  /** The one for this node. */
  static NodeClient client(NodeClients clients, ServerProcess node) {
    URI address = node.address();
    return clients.to(address.getHost() + ":" + address.getPort());
  }
}
