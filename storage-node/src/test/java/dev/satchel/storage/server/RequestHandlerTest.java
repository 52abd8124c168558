package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.ResponseReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestHandlerTest {

  private final NodeRuntime runtime = NodeRuntime.start(NodeRuntimeConfig.defaults());
  private final AtomicInteger answered = new AtomicInteger();

  @Test
  void requestWhoseDeadlinePassedBeforeItsTurnIsRefusedAndHoldsNothing() throws Exception {
    Batch batch = Batch.allocate(runtime.allocator(), 10);
    RequestHeader header = new RequestHeader(7, Command.append(new ExtentId(1), 0, 1), 1000, 10, 0);
    long past = System.nanoTime() - 1;
    try (ExtentStore store =
            new ExtentStore(
                Runnable::run,
                runtime.allocator(),
                new MetricRegistry(),
                StorePolicy.trashFor(Duration.ZERO));
        Background background =
            Background.start(
                BackgroundConfig.scrubbingEvery(Duration.ofDays(1)),
                RunningNode.KEY,
                store,
                runtime)) {
      EmbeddedChannel channel =
          new EmbeddedChannel(
              new RequestHandler(
                  store,
                  background,
                  runtime,
                  () -> {
                    throw new AssertionError("nobody asked");
                  }));

      channel.writeInbound(
          new Incoming(header, batch, Unpooled.EMPTY_BUFFER, answered::incrementAndGet, past));
      channel.runPendingTasks();

      ByteBuf head = channel.readOutbound();
      assertThat(ResponseReader.read(head).error()).isEqualTo(NodeError.TIMED_OUT);
      head.release();
      channel.finishAndReleaseAll();
    } finally {
      runtime.close();
    }
    assertThat(answered).hasValue(1);
    assertThat(batch.payload().refCnt()).isZero();
  }
}
