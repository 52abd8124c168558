package dev.satchel.storage.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.pull.PageSource;
import dev.satchel.storage.pull.PullJob;
import dev.satchel.storage.pull.PullService;
import dev.satchel.storage.runtime.PayloadAllocator;
import dev.satchel.storage.throttle.Throttles;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.FuzzedBytes;
import dev.satchel.storage.wire.WatchedAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever a peer answers a pull with, only the bytes that were ordered come to the disk. */
class PullReplyFuzzTest {

  private static final ExtentId ID = new ExtentId(1);
  private static final int LENGTH_BYTES = 8192;
  private static final int SLOT_BYTES = 64 << 10;
  private static final int DISK_BYTES = (1 << 20) + SLOT_BYTES;
  private static final long FAST = 1L << 40;

  /** Each byte is seven times its position. */
  private static final ByteBuf ORDERED = ordered();

  /** Beside the answer: its page alignment, the frame of the request, a receive buffer. */
  private static final long BESIDE_BYTES = 16 << 10;

  private final WatchedAllocator allocator = new WatchedAllocator();
  private final PayloadAllocator reads = PayloadAllocator.keeping(1 << 20);

  @FuzzTest
  void onlyProvedBytesAreWritten(byte[] input) throws IOException {
    pull(input);
  }

  /** The seeds reach the disk: what the fuzzer changes is worth changing. */
  @Test
  void rightBytesAreWritten() throws IOException {
    assertThat(pull(seed("what-was-ordered"))).isTrue();
    assertThat(pull(seed("what-was-ordered-in-two-pieces"))).isTrue();
    assertThat(pull(seed("to-somebody-else-then-to-us"))).isTrue();
    assertThat(pull(seed("one-bit-of-it-wrong"))).isFalse();
  }

  private static byte[] seed(String name) throws IOException {
    String file = "PullReplyFuzzTestInputs/onlyProvedBytesAreWritten/" + name;
    try (InputStream in = PullReplyFuzzTest.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  /** Pulls from a peer that says this; answers whether it was done. */
  private boolean pull(byte[] input) throws IOException {
    boolean done;
    StorePolicy policy = StorePolicy.trashFor(Duration.ZERO);
    try (ExtentStore store =
            new ExtentStore(() -> Runnable::run, reads, new MetricRegistry(), policy);
        PullService pulls =
            new PullService(
                store,
                address -> new FuzzedPeer(input),
                new Throttles(FAST, FAST, System::nanoTime),
                new Semaphore(1))) {
      store.addDisk(
          new FaultyDisk(DISK_BYTES), new DiskSetup(new UUID(0, 10), SLOT_BYTES, DISK_BYTES, true));
      store.create(1, ID, 1, 0, deadline()).join();

      done =
          pulls.pull(new PullJob(1, ID, order(), deadline())).handle((end, e) -> e == null).join();

      assertThat(store.info(ID).endOffset()).isEqualTo(done ? LENGTH_BYTES : 0);
      if (done) {
        ByteBuf written = store.read(ID, 0, LENGTH_BYTES, deadline(), ByteBuf::release).join();
        assertThat(written).isEqualTo(ORDERED);
        written.release();
      }
    }
    allocator.checkNothingIsHeld(LENGTH_BYTES + BESIDE_BYTES);
    return done;
  }

  private static ByteBuf ordered() {
    ByteBuf bytes = Unpooled.buffer(LENGTH_BYTES);
    for (int i = 0; i < LENGTH_BYTES; i++) {
      bytes.writeByte(7 * i);
    }
    return bytes;
  }

  private static PullOrder order() {
    int[] checksums = {Crc32c.of(ORDERED, 0, LENGTH_BYTES)};
    return new PullOrder(new PullSource("peer:1", ID), 0, LENGTH_BYTES, checksums);
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  /** A link whose other end says what the fuzzer says, and hangs up. */
  private final class FuzzedPeer implements PageSource {

    private final FrameBuffers buffers = new FrameBuffers();
    private final Link link = new Link(buffers);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final byte[] input;

    FuzzedPeer(byte[] input) {
      this.input = input;
      channel.config().setAllocator(allocator);
      channel.pipeline().addLast(link);
    }

    @Override
    public CompletableFuture<ByteBuf> read(
        ExtentId id, long offset, int lengthBytes, Duration deadline) {
      Command read = Command.read(id, offset, lengthBytes);
      Request request =
          Request.of(read, Unpooled.EMPTY_BUFFER, System.nanoTime() + deadline.toNanos());
      link.send(request);
      channel.runPendingTasks();
      channel.releaseOutbound();
      if (channel.isOpen()) {
        new FuzzedBytes(input).asResponses().sendTo(channel, buffers);
      }
      return Answers.bytes(request.answer(), lengthBytes);
    }

    @Override
    public void close() {
      channel.finishAndReleaseAll();
    }
  }
}
