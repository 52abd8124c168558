package dev.satchel.storage.pull;

import static dev.satchel.storage.pull.PullingNode.MEBIBYTE;

import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.pull.PullingNode.Room;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A node with an empty extent, and a peer that has what belongs there. */
@Timeout(60)
abstract class PullTest {

  static final int LENGTH = 3 * MEBIBYTE + 8192;
  static final long ID = 8;
  private static final Room ROOM = new Room(3, 5 * MEBIBYTE);
  static final StorePolicy POLICY = StorePolicy.trashFor(Duration.ZERO);

  final FakePeer peer = new FakePeer(LENGTH + MEBIBYTE);
  final FaultyDisk disk = ROOM.blankDisk();
  PullingNode node;

  @BeforeEach
  final void open() throws IOException {
    node = new PullingNode(disk, ROOM, peer, POLICY);
    node.create(1, ID);
  }

  @AfterEach
  final void close() throws IOException {
    node.close();
  }

  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
