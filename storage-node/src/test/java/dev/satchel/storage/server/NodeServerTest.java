package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.tls.TlsMode;
import dev.satchel.storage.wire.RawCaller;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The port of a node by itself. */
@Timeout(60)
class NodeServerTest {

  @Test
  void connectionThatWasJustTakenWhenThePortClosesIsClosedToo() throws Exception {
    NodeRuntimeConfig config = new NodeRuntimeConfig(2, 1, 40L << 20, TlsMode.OFF_LOOPBACK, false);
    CountDownLatch busy = new CountDownLatch(1);
    try (NodeRuntime runtime = NodeRuntime.start(config)) {
      NodeServer server =
          NodeServer.start(
              new InetSocketAddress("127.0.0.1", 0),
              new NodeServer.Credentials(new UUID(1, 2), RunningNode.KEY),
              runtime,
              ConnectionLimits.USUAL,
              ChannelInboundHandlerAdapter::new);
      // The port is on the first event loop, its first connection on the second.
      SingleThreadEventExecutor second = (SingleThreadEventExecutor) loops(runtime).get(1);
      second.execute(() -> awaitQuietly(busy));
      while (second.pendingTasks() > 0) {
        Thread.onSpinWait();
      }
      try (RawCaller caller = new RawCaller(server.address())) {
        while (second.pendingTasks() == 0) {
          Thread.onSpinWait();
        }
        server.close();
        busy.countDown();

        assertThat(caller.isSpokenTo()).isFalse();
      }
    }
  }

  private static List<EventExecutor> loops(NodeRuntime runtime) {
    return StreamSupport.stream(runtime.eventLoops().spliterator(), false).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
