package dev.satchel.storage.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.satchel.storage.NodeException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.UUID;

/** Whatever somebody without the key says in the handshake, neither side believes it. */
class HandshakeFuzzTest {

  private static final byte[] KEY = "the key of a test cluster".getBytes(US_ASCII);

  /** A hello, an answer and a receive buffer. */
  private static final long MOST_BYTES = 16 << 10;

  private final WatchedAllocator allocator = new WatchedAllocator();

  @FuzzTest
  void nodeBelievesNobody(byte[] input) {
    send(new NodeHandshake(KEY, new UUID(1, 2), pipeline -> believed()), input);
  }

  @FuzzTest
  void callerBelievesNobody(byte[] input) {
    CallerHandshake handshake = new CallerHandshake(KEY, pipeline -> believed());
    send(handshake, input);
    assertThat(handshake.proved()).isCompletedExceptionally();
    assertThat(handshake.proved().exceptionNow()).isInstanceOf(NodeException.class);
  }

  private void send(ChannelHandler handshake, byte[] input) {
    EmbeddedChannel channel = new EmbeddedChannel(false, false);
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(handshake);
    try {
      channel.register();
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
    new FuzzedBytes(input).sendTo(channel, new FrameBuffers());
    allocator.checkNothingIsHeld(MOST_BYTES);
  }

  private static void believed() {
    throw new AssertionError("believed somebody without the key");
  }
}
