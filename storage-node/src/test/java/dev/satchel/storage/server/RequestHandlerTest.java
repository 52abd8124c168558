package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.Heard;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.ResponseReader;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestHandlerTest {

  private final NodeRuntime runtime = NodeRuntime.start(NodeRuntimeConfig.defaults());
  private final ExtentStore store =
      new ExtentStore(
          () -> Runnable::run,
          runtime.allocator(),
          new MetricRegistry(),
          StorePolicy.trashFor(Duration.ZERO));
  private final Background background =
      Background.start(
          BackgroundConfig.scrubbingEvery(Duration.ofDays(1)), RunningNode.KEY, store, runtime);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new RequestHandler(store, background, runtime, RequestHandlerTest::lost));
  private final AtomicInteger answered = new AtomicInteger();

  private static NodeStats lost() {
    throw new NoClassDefFoundError("of the statistics");
  }

  @AfterEach
  void eachRequestGaveBackWhatItHeldOnce() throws Exception {
    channel.finishAndReleaseAll();
    background.close();
    store.close();
    runtime.close();
    assertThat(answered).hasValue(1);
  }

  private Incoming incoming(Op op) {
    RequestHeader header = new RequestHeader(7, Command.of(op), 1000, 0, 0);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    return new Incoming(header, null, Unpooled.EMPTY_BUFFER, answered::incrementAndGet, deadline);
  }

  private void receive(Incoming incoming) {
    channel.writeInbound(incoming);
    channel.runPendingTasks();
  }

  @Test
  void requestWhoseDeadlinePassedBeforeItsTurnIsRefusedAndHoldsNothing() throws Exception {
    Batch batch = Batch.allocate(runtime.allocator(), 10);
    RequestHeader header = new RequestHeader(7, Command.append(new ExtentId(1), 0, 1), 1000, 10, 0);
    long past = System.nanoTime() - 1;

    receive(new Incoming(header, batch, Unpooled.EMPTY_BUFFER, answered::incrementAndGet, past));

    ByteBuf head = channel.readOutbound();
    assertThat(ResponseReader.read(head).error()).isEqualTo(NodeError.TIMED_OUT);
    head.release();
    assertThat(batch.payload().refCnt()).isZero();
  }

  @Test
  void answerThatCannotBePutOutGivesItsShareBackAndEndsTheConnection() {
    channel.config().setAllocator(new FullMemory());
    try (Heard heard = Heard.of(Replies.class)) {
      receive(incoming(Op.PING));
      assertThat(heard.lines()).hasSize(1).first().asString().contains("memory is full");
    }
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void answerOfAConnectionWhoseThreadHasEndedHoldsNothing() throws Exception {
    UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    LocalChannel late = new LocalChannel();
    late.config().setAllocator(memory);
    late.pipeline().addLast(new ChannelInboundHandlerAdapter());
    EventLoopGroup ended = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    ended.register(late).sync();
    ChannelHandlerContext ctx = late.pipeline().firstContext();
    ended.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    Incoming incoming = incoming(Op.READ);

    assertThatThrownBy(() -> new PiecesOut(ctx, incoming).send(memory.directBuffer().writeByte(1)))
        .isInstanceOf(RejectedExecutionException.class);
    Replies.send(ctx, incoming, Reply.bytes(memory.directBuffer().writeByte(1)));

    assertThat(memory.metric().usedDirectMemory()).isZero();
  }

  @Test
  void errorOfTheProgramIsAnswered() throws Exception {
    receive(incoming(Op.STATS));

    ByteBuf head = channel.readOutbound();
    assertThat(ResponseReader.read(head).error()).isEqualTo(NodeError.IO_ERROR);
    head.release();
  }

  /** Has room for nothing. */
  private static final class FullMemory extends AbstractByteBufAllocator {

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("memory is full");
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("memory is full");
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }
}
