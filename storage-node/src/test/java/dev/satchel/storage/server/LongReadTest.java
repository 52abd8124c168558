package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.ResponseReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node puts on the wire for a long read. */
class LongReadTest {

  private static final ExtentId ID = new ExtentId(1);
  private static final int PAYLOAD_BYTES = 3 << 20;

  private final NodeRuntime runtime = NodeRuntime.start(NodeRuntimeConfig.defaults());
  private final FaultyDisk disk = new FaultyDisk(5 << 20);
  private final ByteBuf payload = Unpooled.buffer(PAYLOAD_BYTES);
  private final AtomicInteger answered = new AtomicInteger();
  private ExtentStore store;
  private Background background;
  private EmbeddedChannel channel;

  @BeforeEach
  void start() throws IOException {
    store =
        new ExtentStore(
            () -> Runnable::run,
            runtime.allocator(),
            new MetricRegistry(),
            StorePolicy.trashFor(Duration.ZERO));
    store.addDisk(disk, new DiskSetup(new UUID(0, 1), 4 << 20, 5 << 20, true));
    store.create(1, ID, 1, 0, soon()).join();
    byte[] bytes = new byte[PAYLOAD_BYTES];
    new Random(1).nextBytes(bytes);
    payload.writeBytes(bytes);
    Batch batch = Batch.allocate(runtime.allocator(), PAYLOAD_BYTES);
    batch.payload().writeBytes(bytes);
    store.append(new Append(ID, 0, 1, batch, batch.payloadCrc(), soon())).join();
    BackgroundConfig config = BackgroundConfig.scrubbingEvery(Duration.ofDays(1));
    background = Background.start(config, RunningNode.KEY, store, runtime);
    channel =
        new EmbeddedChannel(
            new RequestHandler(
                store,
                background,
                runtime,
                () -> {
                  throw new AssertionError("nobody asked");
                }));
  }

  @AfterEach
  void stop() throws IOException {
    channel.finishAndReleaseAll();
    background.close();
    store.close();
    runtime.close();
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
  }

  /** One response. */
  private record Response(ResponseHeader header, ByteBuf body) {}

  private List<Response> read() throws IOException {
    Command read = Command.read(ID, BatchFormat.HEADER_BYTES, PAYLOAD_BYTES);
    channel.writeInbound(
        new Incoming(
            new RequestHeader(7, read, 1000, 0, 0),
            null,
            Unpooled.EMPTY_BUFFER,
            answered::incrementAndGet,
            soon()));
    channel.runPendingTasks();
    List<Response> responses = new ArrayList<>();
    for (ByteBuf head = channel.readOutbound(); head != null; head = channel.readOutbound()) {
      responses.add(new Response(ResponseReader.read(head), channel.readOutbound()));
      head.release();
    }
    return responses;
  }

  @Test
  void leavesInPiecesThatFollowEachOther() throws IOException {
    List<Response> responses = read();

    assertThat(responses)
        .extracting(response -> response.header().moreFollows())
        .containsExactly(true, true, false);
    int at = 0;
    for (Response response : responses) {
      int lengthBytes = response.header().bodyLengthBytes();
      assertThat(response.header().id()).isEqualTo(7);
      assertThat(response.header().error()).isNull();
      assertThat(response.header().value()).isEqualTo(at);
      assertThat(response.header().bodyCrc()).isEqualTo(Crc32c.of(payload, at, lengthBytes));
      assertThat(response.body()).isEqualTo(payload.slice(at, lengthBytes));
      assertThat(response.body().release()).isTrue();
      at += lengthBytes;
    }
    assertThat(at).isEqualTo(PAYLOAD_BYTES);
    assertThat(answered).hasValue(1);
  }

  @Test
  void endsWithAnErrorWhereTheDiskFails() throws IOException {
    disk.failReadsAfter(1);

    List<Response> responses = read();

    assertThat(responses).hasSize(2);
    assertThat(responses.getFirst().header().moreFollows()).isTrue();
    assertThat(responses.getLast().header().error()).isEqualTo(NodeError.IO_ERROR);
    assertThat(responses.getLast().header().moreFollows()).isFalse();
    responses.forEach(response -> response.body().release());
    assertThat(answered).hasValue(1);
  }
}
