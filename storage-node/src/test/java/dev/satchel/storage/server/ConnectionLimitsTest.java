package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.KEY;
import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.runtime.ByteBudget;
import dev.satchel.storage.runtime.Heard;
import dev.satchel.storage.tls.NodeTls;
import dev.satchel.storage.tls.TlsMode;
import dev.satchel.storage.wire.CallerHandshake;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RawCaller;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.RequestWriter;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node bears so many connections, and none that takes nothing of its answers. */
@Timeout(60)
class ConnectionLimitsTest {

  private static final String LOOPBACK = "127.0.0.1";
  private static final ExtentId ID = new ExtentId(1);
  private static final int LENGTH_BYTES = 8 << 20;
  private static final int LARGE_BYTES = 16 << 20;

  @TempDir Path dir;

  private RunningNode running(ConnectionLimits limits) throws IOException {
    return new RunningNode(dir, LOOPBACK, TlsMode.OFF_LOOPBACK, limits);
  }

  private static boolean isTaken(RunningNode node) throws IOException {
    try (RawCaller caller = new RawCaller(node.node.address())) {
      return caller.isSpokenTo();
    }
  }

  @Test
  void connectionBeyondTheMostIsClosedAndOneThatLeavesMakesRoom() throws Exception {
    int most = ConnectionLimits.USUAL.most();
    assertThat(most).as("what docs/format/wire.md says").isEqualTo(1024);
    ArrayDeque<RawCaller> callers = new ArrayDeque<>();
    try (RunningNode node = running(ConnectionLimits.USUAL)) {
      get(node.client.ping(SOON)); // which is the first connection
      for (int i = 1; i < most; i++) {
        callers.add(new RawCaller(node.node.address()).proved(KEY));
      }

      assertThat(isTaken(node)).isFalse();
      get(node.client.ping(SOON));

      callers.remove().close();
      while (!isTaken(node)) {
        Thread.onSpinWait();
      }
    } finally {
      for (RawCaller caller : callers) {
        caller.close();
      }
    }
  }

  @Test
  void callerThatTakesNothingOfItsAnswersIsCutOffAndHoldsNothing() throws Exception {
    try (RunningNode node = running(new ConnectionLimits(10, Duration.ofMillis(300)))) {
      get(node.client.create(1, ID, 1, 0, SOON));
      get(node.client.append(ID, 0, 1, Unpooled.buffer().writeZero(LENGTH_BYTES), SOON));
      try (RawCaller caller = new RawCaller(node.node.address()).proved(KEY)) {
        for (int i = 0; i < 100; i++) {
          Command read = Command.read(ID, 0, LENGTH_BYTES);
          caller.send(new RequestHeader(i, read, 60_000, 0, 0));
        }
        caller.isSpokenTo();
        while (node.runtime.budget().usedBytes() > 0) {
          Thread.onSpinWait();
        }
        get(node.client.ping(SOON));
        caller.awaitClosed();
      }
    }
  }

  /** TLS would wait for the bytes of its farewell to leave, which they never do. */
  @Test
  void encryptedCallerThatTakesNothingIsNotWaitedFor() throws Exception {
    ConnectionLimits limits = new ConnectionLimits(10, Duration.ofMillis(300));
    try (RunningNode node = new RunningNode(dir, LOOPBACK, TlsMode.ALWAYS, limits);
        Heard netty = Heard.of("io.netty")) {
      fill(node);
      Channel deaf = deafCaller(node);
      ByteBuf read = Unpooled.buffer();
      RequestWriter.write(
          new RequestHeader(1, Command.read(ID, 0, LARGE_BYTES), 60_000, 0, 0), read);
      deaf.writeAndFlush(read).sync();
      while (node.runtime.budget().usedBytes() == 0) {
        Thread.onSpinWait();
      }
      while (node.runtime.budget().usedBytes() > 0) {
        Thread.onSpinWait();
      }
      assertThat(netty.lines()).isEmpty();
      deaf.close().sync();
    }
  }

  /** Proves the key, and reads nothing from then on. */
  private static Channel deafCaller(RunningNode node) throws InterruptedException {
    CallerHandshake handshake =
        new CallerHandshake(KEY, pipeline -> pipeline.channel().config().setAutoRead(false));
    NodeTls tls = node.runtime.tls();
    Channel caller =
        new Bootstrap()
            .group(node.runtime.eventLoops())
            .channel(node.runtime.socketType())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(tls.callerSide(channel.alloc()), handshake);
                  }
                })
            .connect(node.node.address())
            .sync()
            .channel();
    handshake.proved().join();
    return caller;
  }

  private static void fill(RunningNode node) throws Exception {
    get(node.client.create(1, ID, 1, 0, SOON));
    get(node.client.append(ID, 0, 1, Unpooled.buffer().writeZero(LARGE_BYTES), SOON));
  }

  @Test
  void callersThatTrickleAreCutOffWhenOthersWait() throws Exception {
    ArrayDeque<RawCaller> callers = new ArrayDeque<>();
    try (RunningNode node = running(ConnectionLimits.USUAL)) {
      fill(node);
      for (int i = 0; i < 3; i++) {
        RawCaller caller = new RawCaller(node.node.address()).proved(KEY);
        callers.add(caller);
        Command append = Command.append(ID, 0, 1);
        caller.send(new RequestHeader(1, append, 60_000, LARGE_BYTES, 0));
        caller.send(new byte[1000]);
      }
      get(node.client.read(ID, 0, LENGTH_BYTES, SOON)).release();
      callers.remove().awaitClosed();
    } finally {
      for (RawCaller caller : callers) {
        caller.close();
      }
    }
  }

  @Test
  void callersThatTakeNothingAreCutOffSoonerWhenOthersWait() throws Exception {
    ArrayDeque<RawCaller> callers = new ArrayDeque<>();
    try (RunningNode node = running(ConnectionLimits.USUAL)) {
      fill(node);
      for (int i = 0; i < 3; i++) {
        RawCaller caller = new RawCaller(node.node.address()).proved(KEY);
        callers.add(caller);
        caller.send(new RequestHeader(1, Command.read(ID, 0, LARGE_BYTES), 60_000, 0, 0));
        caller.isSpokenTo();
      }
      get(node.client.read(ID, 0, LENGTH_BYTES, SOON)).release();
    } finally {
      for (RawCaller caller : callers) {
        caller.close();
      }
    }
  }

  @Test
  void callerThatLeavesWhileItWaitsIsForgotten() throws Exception {
    try (RunningNode node = running(ConnectionLimits.USUAL)) {
      ByteBudget budget = node.runtime.budget();
      budget.take(budget.totalBytes(), () -> {});
      try (RawCaller caller = new RawCaller(node.node.address()).proved(KEY)) {
        caller.send(new RequestHeader(1, Command.of(Op.PING), 60_000, 0, 0));
        while (budget.waitingCount() == 0) {
          Thread.onSpinWait();
        }
      }
      while (budget.waitingCount() > 0) {
        Thread.onSpinWait();
      }
      budget.release(budget.totalBytes());
    }
  }
}
