package dev.satchel.jmh.storage;

import dev.satchel.jmh.machine.Scratch;
import dev.satchel.jmh.server.ServerProcess;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClients;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code satchel-server node} with one disk, and a client of it. It looks in vain for a manager.
 */
final class MeasuredNode implements AutoCloseable {

  private static final long EPOCH = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scratch scratch;
  private final NodeFolder folder;
  private final ServerProcess process;
  private final NodeClients clients = NodeFolder.clients();
  private final NodeClient client;
  private final AtomicLong lastId = new AtomicLong();

  /**
   * Starts it with a new disk.
   *
   * @param diskSize as on the command line
   */
  MeasuredNode(String diskSize, String extentSize) throws IOException, InterruptedException {
    scratch = Scratch.create("node");
    folder = NodeFolder.create(scratch.folder(), UUID.randomUUID());
    process = folder.start(disk() + ":" + diskSize, extentSize);
    client = NodeFolder.client(clients, process);
  }

  /** Its disk's file. */
  Path disk() {
    return folder.disk();
  }

  /** A name beside the disk that nobody has used. */
  Path newFile() {
    return scratch.newFile();
  }

  /** A new extent, durably there. */
  ExtentId create() {
    ExtentId id = new ExtentId(lastId.incrementAndGet());
    client.create(EPOCH, id, id.value(), 1, PATIENCE).join();
    return id;
  }

  /** Answers the new end when it is durable. */
  CompletableFuture<Long> append(ExtentId id, long offset, ByteBuf payload) {
    return client.append(id, offset, EPOCH, payload, PATIENCE);
  }

  /** A range of what is durable; the caller releases it. */
  CompletableFuture<ByteBuf> read(ExtentId id, long offset, int lengthBytes) {
    return client.read(id, offset, lengthBytes, PATIENCE);
  }

  @Override
  public void close() throws IOException {
    clients.close();
    process.close();
    scratch.close();
  }
}
