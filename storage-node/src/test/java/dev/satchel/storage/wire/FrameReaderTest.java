package dev.satchel.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of a length (4) and that many bytes, however the socket cuts them. */
class FrameReaderTest {

  private static final int SMALL_BUFFER_BYTES = 4096;

  private final FrameBuffers buffers = new FrameBuffers();
  private final LengthFrames frames = new LengthFrames(buffers);
  private final EmbeddedChannel channel = new EmbeddedChannel(frames);

  @SuppressWarnings("deprecation") // What the event loop works with.
  private final RecvByteBufAllocator.Handle receives = buffers.newHandle();

  private final Random random = new Random(4);
  private int outOfPlaceBytes;

  @AfterEach
  void nothingIsHeld() {
    channel.finishAndReleaseAll();
    assertThat(frames.allocated).allSatisfy(body -> assertThat(body.refCnt()).isZero());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 100, 4096, 5000, 100_000, 1 << 20})
  void bodiesArriveWholeInOrderAndInPlaceHoweverTheyAreCut(int mostBytesAtOnce) {
    int[] lengths = {0, 1, 4095, 4096, 4097, 0, 70_000, 300_000, 12};
    ByteBuf wire = Unpooled.buffer();
    List<byte[]> sent = new ArrayList<>();
    for (int length : lengths) {
      sent.add(randomBytes(length));
      wire.writeInt(length).writeBytes(sent.getLast());
    }

    receive(wire, mostBytesAtOnce);

    assertThat(frames.received).containsExactlyElementsOf(sent);
    // At most the buffer that brought a header, and a rest that fits one, is copied.
    assertThat(outOfPlaceBytes).isLessThanOrEqualTo(lengths.length * 2 * SMALL_BUFFER_BYTES);
  }

  @Test
  void skippedBodiesAreNotKept() {
    frames.skips = true;
    receive(Unpooled.buffer().writeInt(50_000).writeBytes(randomBytes(50_000)).writeInt(0), 999);

    assertThat(frames.allocated).isEmpty();
    assertThat(frames.received).hasSize(2);
  }

  @Test
  void whileBeginSaysNoTheSocketIsNotReadAndNothingIsLost() {
    byte[] body = randomBytes(10_000);
    frames.refusals = 3;

    channel.writeInbound(Unpooled.buffer().writeInt(body.length).writeBytes(body, 0, 6000));
    assertThat(channel.config().isAutoRead()).isFalse();
    channel.writeInbound(Unpooled.copiedBuffer(body, 6000, 4000));
    frames.goOn();
    frames.goOn();
    assertThat(frames.received).isEmpty();
    assertThat(channel.config().isAutoRead()).isFalse();
    frames.goOn();

    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(frames.received).hasSize(1).first().isEqualTo(body);
  }

  @Test
  void connectionThatEndsInABodyOrWhilePausedLetsGo() {
    channel.writeInbound(Unpooled.buffer().writeInt(9000).writeBytes(randomBytes(10)));
    assertThat(frames.allocated).hasSize(1);
    channel.close();

    FrameBuffers others = new FrameBuffers();
    LengthFrames paused = new LengthFrames(others);
    paused.refusals = 1;
    EmbeddedChannel second = new EmbeddedChannel(paused);
    ByteBuf in = Unpooled.buffer().writeInt(9000).writeBytes(randomBytes(10));
    second.writeInbound(in);
    assertThat(in.refCnt()).isPositive();
    second.close();
    assertThat(in.refCnt()).isZero();
  }

  @Test
  void thousandsOfSmallBuffersThatComeWhileItIsNotReadAreTakenInOrder() {
    byte[] body = randomBytes(20_000);
    frames.refusals = 1;
    channel.writeInbound(Unpooled.buffer().writeInt(body.length));
    for (byte each : body) {
      channel.writeInbound(Unpooled.buffer(1).writeByte(each));
    }
    frames.goOn();

    assertThat(frames.received).hasSize(1).first().isEqualTo(body);
  }

  @Test
  void callerThatGoesOnWithoutEndWhileItIsNotReadIsCutOff() {
    frames.refusals = 1;
    channel.writeInbound(Unpooled.buffer().writeInt(1 << 20));
    int sentBytes = 0;
    while (channel.isOpen()) {
      assertThat(sentBytes).isLessThan(300_000);
      channel.writeInbound(Unpooled.wrappedBuffer(randomBytes(4096)));
      sentBytes += 4096;
    }
  }

  @Test
  void connectionThatGetsNoMemoryEndsAlsoAfterItWaited() {
    frames.refusals = 1;
    channel.writeInbound(Unpooled.buffer().writeInt(9000));
    frames.outOfMemory = true;
    frames.goOn();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void nothingIsTakenAfterABrokenFrame() {
    ByteBuf in = Unpooled.buffer().writeInt(-1).writeInt(0);
    channel.writeInbound(in);

    assertThat(channel.isOpen()).isFalse();
    assertThat(in.refCnt()).isZero();
    assertThat(frames.received).isEmpty();
  }

  /** What an event loop does: asks for a buffer, fills it, hands it on. */
  private void receive(ByteBuf wire, int mostBytesAtOnce) {
    while (wire.isReadable()) {
      ByteBuf buffer = receives.allocate(UnpooledByteBufAllocator.DEFAULT);
      int count = Math.min(wire.readableBytes(), 1 + random.nextInt(mostBytesAtOnce));
      count = Math.min(count, buffer.writableBytes());
      if (!buffers.isInPlace(buffer)) {
        outOfPlaceBytes += count;
      }
      buffer.writeBytes(wire, count);
      channel.writeInbound(buffer);
      assertThat(buffer.refCnt() == 0 || frames.allocated.getLast().refCnt() > 0).isTrue();
    }
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The simplest frames there are. */
  private static final class LengthFrames extends FrameReader {

    final List<byte[]> received = new ArrayList<>();
    final List<ByteBuf> allocated = new ArrayList<>();
    boolean skips;
    boolean outOfMemory;
    int refusals;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;
    private ChannelHandlerContext context;

    LengthFrames(FrameBuffers buffers) {
      super(buffers, Integer.BYTES);
    }

    @Override
    protected boolean begin(ChannelHandlerContext ctx, ByteBuf wholeHeader) throws WireException {
      context = ctx;
      if (refusals-- > 0) {
        return false;
      }
      if (outOfMemory) {
        throw new OutOfMemoryError("of this test");
      }
      int length = wholeHeader.getInt(0);
      if (length < 0) {
        throw new WireException("a length of " + length);
      }
      if (skips) {
        skip(length);
      } else if (length > 0) {
        body = Unpooled.directBuffer(length, length);
        allocated.add(body);
        receive(body);
      }
      return true;
    }

    void goOn() {
      resume(context);
    }

    @Override
    protected void end(ChannelHandlerContext ctx) {
      received.add(ByteBufUtil.getBytes(body));
      abandon(ctx);
    }

    @Override
    protected void abandon(ChannelHandlerContext ctx) {
      body.release();
      body = Unpooled.EMPTY_BUFFER;
    }
  }
}
