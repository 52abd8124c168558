package dev.satchel.storage.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.ResponseFormat;
import dev.satchel.storage.wire.ResponseHeader;
import dev.satchel.storage.wire.ResponseWriter;
import dev.satchel.storage.wire.WatchedAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers in pieces: only a whole one is an answer. */
class LinkTest {

  private static final int LENGTH = 10_000;
  private static final int BESIDE_BYTES = 64 << 10;

  private final WatchedAllocator allocator = new WatchedAllocator();
  private final Link link = new Link(new FrameBuffers());
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final byte[] bytes = new byte[LENGTH];

  /** The first request, with the id 1. */
  private final CompletableFuture<Answer> read;

  LinkTest() {
    new Random(1).nextBytes(bytes);
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(link);
    read = send(Command.read(new ExtentId(1), 0, LENGTH));
  }

  @AfterEach
  void nothingIsHeld() {
    channel.finishAndReleaseAll();
    allocator.checkNothingIsHeld(LENGTH + BESIDE_BYTES);
  }

  @Test
  void piecesFillOneBufferAndOtherAnswersMayComeBetween() {
    CompletableFuture<Answer> ping = send(Command.of(Op.PING));

    piece(1, 0, 4000, true);
    piece(1, 4000, 5000, true);
    answer(2);
    assertThat(ping).isCompleted();
    assertThat(read).isNotDone();
    piece(1, 9000, 1000, false);

    ByteBuf body = read.join().body();
    assertThat(body).isEqualTo(Unpooled.wrappedBuffer(bytes));
    body.release();
  }

  @Test
  void errorInPlaceOfAPieceIsAllThatTheCallerGets() {
    piece(1, 0, 4000, true);
    error(1);

    assertThat(failure().error()).isEqualTo(NodeError.IO_ERROR);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void piecesThatDoNotFollowEachOtherEndTheConnection() {
    piece(1, 0, 4000, true);
    piece(1, 4001, 4000, true);

    assertThat(failure().error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void answerThatDoesNotBeginAtItsBeginningEndsTheConnection() {
    piece(1, 1, 4000, true);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void moreBytesThanWereAskedForEndTheConnection() {
    piece(1, 0, 9000, true);
    send(header(1, 9000, 1001, 0, false), Unpooled.EMPTY_BUFFER);

    assertThat(failure().error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void noRoomIsMadeForAnAnswerThatNoHonestNodeGives() {
    CompletableFuture<Answer> ping = send(Command.of(Op.PING));

    send(header(2, 0, ResponseFormat.MAX_BODY_BYTES, 0, false), Unpooled.EMPTY_BUFFER);

    assertThat(ping.isCompletedExceptionally()).isTrue();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void answerThatEndsTooSoonIsRefused() {
    CompletableFuture<ByteBuf> whole = Answers.bytes(read, LENGTH);

    piece(1, 0, 4000, true);
    piece(1, 4000, 1, false);

    assertThat(whole.exceptionNow()).isInstanceOf(NodeException.class);
  }

  @Test
  void damagedPieceEndsTheConnection() {
    piece(1, 0, 4000, true);
    send(header(1, 4000, 6000, 12345, false), Unpooled.wrappedBuffer(bytes, 4000, 6000));

    assertThat(failure().error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void onlyReadsAreAnsweredInPieces() {
    CompletableFuture<Answer> list = send(Command.of(Op.LIST));

    piece(2, 0, 4000, true);

    assertThat(list.isCompletedExceptionally()).isTrue();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void callerThatGivesUpInTheMiddleOfAPieceHoldsNothingWhenItHasCome() {
    channel.freezeTime();
    CompletableFuture<Answer> other = send(Command.read(new ExtentId(1), 0, LENGTH));
    piece(2, 0, 4000, true);
    ByteBuf second = Unpooled.wrappedBuffer(bytes, 4000, 6000);
    int crc = Crc32c.of(Unpooled.copiedBuffer(bytes, 4000, 6000), 0, 6000);
    send(header(2, 4000, 6000, crc, false), second.readRetainedSlice(1000));

    channel.advanceTimeBy(2, TimeUnit.HOURS);
    channel.runScheduledPendingTasks();
    assertThat(other.isCompletedExceptionally()).isTrue();
    channel.writeInbound(second);

    CompletableFuture<Answer> ping = send(Command.of(Op.PING));
    answer(3);
    assertThat(ping).isCompleted();
  }

  private CompletableFuture<Answer> send(Command command) {
    long deadline = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    Request request = Request.of(command, Unpooled.EMPTY_BUFFER, deadline);
    link.send(request);
    channel.runPendingTasks();
    channel.releaseOutbound();
    return request.answer();
  }

  private NodeException failure() {
    assertThat(read.isCompletedExceptionally()).isTrue();
    return (NodeException) read.exceptionNow();
  }

  private void piece(long id, int at, int lengthBytes, boolean moreFollows) {
    ByteBuf body = Unpooled.directBuffer().writeBytes(bytes, at, lengthBytes);
    send(header(id, at, lengthBytes, Crc32c.of(body, 0, lengthBytes), moreFollows), body);
  }

  private void answer(long id) {
    send(header(id, 0, 0, 0, false), Unpooled.EMPTY_BUFFER);
  }

  private void error(long id) {
    ResponseHeader header = new ResponseHeader(id, NodeError.IO_ERROR, 0, 0, 0, false);
    send(header, Unpooled.EMPTY_BUFFER);
  }

  private static ResponseHeader header(
      long id, long value, int lengthBytes, int crc, boolean moreFollows) {
    return new ResponseHeader(id, null, value, lengthBytes, crc, moreFollows);
  }

  private void send(ResponseHeader header, ByteBuf body) {
    ByteBuf head = Unpooled.directBuffer();
    ResponseWriter.write(header, head);
    channel.writeInbound(head, body);
  }
}
