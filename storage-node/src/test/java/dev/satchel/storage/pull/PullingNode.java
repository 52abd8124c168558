package dev.satchel.storage.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.PayloadAllocator;
import dev.satchel.storage.throttle.Throttles;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A store over one faulty disk that pulls from a peer in memory, with short words for tests. */
final class PullingNode implements AutoCloseable {

  static final int MEBIBYTE = PullOrder.PAGE_BYTES;

  private static final PayloadAllocator ALLOCATOR = PayloadAllocator.keeping(16 << 20);
  private static final UUID NODE = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  private static final long FAST = 1L << 40;
  private static final int PLACES = 2;

  final ExtentStore store;
  final PullService pulls;
  private final FakePeer peer;

  PullingNode(FaultyDisk disk, Room room, FakePeer peer, StorePolicy policy) throws IOException {
    this.peer = peer;
    this.store = new ExtentStore(() -> Runnable::run, ALLOCATOR, new MetricRegistry(), policy);
    store.addDisk(disk, new DiskSetup(NODE, room.slotBytes(), room.diskBytes(), true));
    this.pulls =
        new PullService(
            store, peer, new Throttles(FAST, FAST, System::nanoTime), new Semaphore(PLACES));
  }

  /** What a disk holds. */
  record Room(int slots, int slotBytes) {

    int diskBytes() {
      return MEBIBYTE + slots * slotBytes;
    }

    FaultyDisk blankDisk() {
      return new FaultyDisk(diskBytes());
    }
  }

  ExtentInfo create(long epoch, long id) {
    return store.create(epoch, new ExtentId(id), 100 + id, 0, deadline()).join();
  }

  CompletableFuture<Long> pull(long epoch, long id, int lengthBytes) {
    return pull(epoch, id, peer.order(0, lengthBytes));
  }

  CompletableFuture<Long> pull(long epoch, long id, PullOrder order) {
    return pulls.pull(new PullJob(epoch, new ExtentId(id), order, deadline()));
  }

  CompletableFuture<SealedExtent> seal(long epoch, long id, long lengthBytes) {
    return store.seal(epoch, new ExtentId(id), lengthBytes, deadline());
  }

  ExtentInfo info(long id) throws NodeException {
    return store.info(new ExtentId(id));
  }

  /** Every byte below the extent's end is what the peer has there. */
  void checkIsCopy(long id, String when) throws NodeException {
    int end = Math.toIntExact(info(id).endOffset());
    for (int at = 0; at < end; at += MEBIBYTE) {
      int count = Math.min(MEBIBYTE, end - at);
      ByteBuf bytes = store.read(new ExtentId(id), at, count, deadline(), ByteBuf::release).join();
      byte[] copy = new byte[count];
      bytes.readBytes(copy).release();
      assertThat(copy)
          .as("the page at %d of extent %d, %s", at, id, when)
          .isEqualTo(Arrays.copyOfRange(peer.content(), at, at + count));
    }
  }

  static NodeException refusal(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(future::join);
    if (thrown instanceof CompletionException
        && thrown.getCause() instanceof NodeException refused) {
      return refused;
    }
    throw new AssertionError("not refused", thrown);
  }

  static long deadline() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  /** Nothing of the peer's is held any more, whatever happened. */
  @Override
  public void close() throws IOException {
    pulls.close();
    store.close();
    assertThat(peer.heldBytes()).as("bytes of the peer that are held").isZero();
    assertThat(peer.open()).as("ways to the peer that are open").isZero();
  }
}
