package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.satchel.storage.runtime.ByteBudget;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.FuzzedBytes;
import dev.satchel.storage.wire.WatchedAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Whatever a caller sends after the handshake, a node holds no more than its budget, then nothing.
 */
class RequestFuzzTest {

  /** A receive buffer of the event loop. */
  private static final long RECEIVE_BYTES = 4096;

  private final WatchedAllocator allocator = new WatchedAllocator();
  private final ByteBudget budget = new ByteBudget(ByteBudget.SMALLEST_BYTES);

  @FuzzTest
  void requestsLeaveNothingBehind(byte[] input) {
    FrameBuffers buffers = new FrameBuffers();
    SlowHandler handler = new SlowHandler();
    EmbeddedChannel channel = new EmbeddedChannel(false, false);
    channel.config().setAllocator(allocator);
    channel
        .pipeline()
        .addLast(new RequestDecoder(buffers, allocator, budget, new RequestCost(false)), handler);
    register(channel);

    new FuzzedBytes(input).asRequests().sendTo(channel, buffers);
    handler.answerAll();
    channel.runPendingTasks();

    allocator.checkNothingIsHeld(ByteBudget.SMALLEST_BYTES + RECEIVE_BYTES);
    assertThat(budget.usedBytes()).as("of the budget").isZero();
  }

  private static void register(EmbeddedChannel channel) {
    try {
      channel.register();
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Answers a request only when the next but one has come: some are always under way. */
  private static final class SlowHandler extends SimpleChannelInboundHandler<Incoming> {

    private final Queue<Incoming> underWay = new ArrayDeque<>();

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Incoming incoming) {
      underWay.add(incoming);
      if (underWay.size() > 2) {
        answerOne();
      }
    }

    private void answerOne() {
      Incoming incoming = underWay.remove();
      if (incoming.batch() != null) {
        incoming.batch().release();
      }
      incoming.answered().run();
    }

    void answerAll() {
      while (!underWay.isEmpty()) {
        answerOne();
      }
    }
  }
}
