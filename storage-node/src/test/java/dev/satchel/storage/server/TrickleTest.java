package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.runtime.ByteBudget;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.RequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that promise much and send little; by a clock of its own. */
class TrickleTest {

  private static final long STEP_MILLIS = 100;

  private final ByteBudget budget = new ByteBudget(128L << 20);
  private final List<EmbeddedChannel> callers = new ArrayList<>();

  private EmbeddedChannel caller() {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new RequestDecoder(
                new FrameBuffers(),
                UnpooledByteBufAllocator.DEFAULT,
                budget,
                new RequestCost(false)),
            new Answering());
    channel.freezeTime();
    callers.add(channel);
    return channel;
  }

  /** Says at once that a request was handled, and gives its share back. */
  private static final class Answering extends SimpleChannelInboundHandler<Incoming> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Incoming incoming) {
      incoming.drop();
      incoming.answered().run();
      ctx.writeAndFlush(incoming.header().id());
    }
  }

  private EmbeddedChannel promising(int lengthBytes) {
    EmbeddedChannel channel = caller();
    Command append = Command.append(new ExtentId(1), 0, 1);
    send(channel, new RequestHeader(1, append, 60_000, lengthBytes, 0));
    return channel;
  }

  private static void send(EmbeddedChannel channel, RequestHeader header) {
    ByteBuf frame = Unpooled.buffer();
    RequestWriter.write(header, frame);
    channel.writeInbound(frame);
  }

  private static void sendBody(EmbeddedChannel channel, int lengthBytes) {
    channel.writeInbound(Unpooled.buffer(lengthBytes).writeZero(lengthBytes));
  }

  private void step() {
    for (EmbeddedChannel each : List.copyOf(callers)) {
      each.advanceTimeBy(STEP_MILLIS, TimeUnit.MILLISECONDS);
      each.runPendingTasks();
    }
  }

  @AfterEach
  void nothingIsHeld() {
    callers.forEach(EmbeddedChannel::finishAndReleaseAll);
    assertThat(budget.usedBytes()).isZero();
    assertThat(budget.waitingCount()).isZero();
  }

  @Test
  void slowBodyIsBorneAsLongAsNobodyWaits() {
    EmbeddedChannel slow = promising(RequestFormat.MAX_PAYLOAD_BYTES);
    for (int i = 0; i < 599; i++) {
      step();
    }
    assertThat(slow.isOpen()).isTrue();
    step();
    assertThat(slow.isOpen()).as("its deadline is over").isFalse();
  }

  @Test
  void bodyThatComesAtAnHonestPaceIsBorneWhileOthersWait() {
    List<EmbeddedChannel> honest = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      honest.add(promising(RequestFormat.MAX_PAYLOAD_BYTES));
    }
    EmbeddedChannel waiting = promising(RequestFormat.MAX_PAYLOAD_BYTES);
    assertThat(budget.waitingCount()).isEqualTo(1);

    int piece = RequestFormat.MAX_PAYLOAD_BYTES / 50; // whole after 5 seconds
    for (int i = 0; i < 49; i++) {
      step();
      honest.forEach(each -> sendBody(each, piece));
    }
    assertThat(honest).allMatch(EmbeddedChannel::isOpen);
    assertThat(waiting.isOpen()).isTrue();
  }

  @Test
  void sixtyCallersThatTrickleAndComeAgainDelayAnHonestOneByNineSeconds() {
    List<EmbeddedChannel> tricklers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      tricklers.add(promising(RequestFormat.MAX_PAYLOAD_BYTES));
    }
    EmbeddedChannel honest = caller();
    send(honest, new RequestHeader(7, Command.of(Op.PING), 60_000, 0, 0));

    int steps = 0;
    for (; honest.outboundMessages().isEmpty(); steps++) {
      assertThat(steps * STEP_MILLIS).isLessThan(9_000);
      step();
      for (int i = 0; i < tricklers.size(); i++) {
        if (tricklers.get(i).isOpen()) {
          sendBody(tricklers.get(i), 1000);
        } else {
          callers.remove(tricklers.get(i));
          tricklers.set(i, promising(RequestFormat.MAX_PAYLOAD_BYTES));
        }
      }
    }
    assertThat(honest.<Long>readOutbound()).isEqualTo(7);
  }

  @Test
  void callerThatLeavesWhileItWaitsIsForgotten() {
    for (int i = 0; i < 7; i++) {
      promising(RequestFormat.MAX_PAYLOAD_BYTES);
    }
    EmbeddedChannel leaving = promising(RequestFormat.MAX_PAYLOAD_BYTES);
    assertThat(budget.waitingCount()).isEqualTo(1);
    leaving.finishAndReleaseAll();
    assertThat(budget.waitingCount()).isZero();
  }
}
