package dev.satchel.storage.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.FuzzedBytes;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.ReplyBodyReader;
import dev.satchel.storage.wire.ResponseFormat;
import dev.satchel.storage.wire.WatchedAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Whatever a node answers, a caller holds no more than it asked for, and every future is done. */
class ResponseFuzzTest {

  private static final ExtentId ID = new ExtentId(1);
  private static final int READ_BYTES = 5000;

  /** Beside the answer: the frames of the requests, and a receive buffer. */
  private static final long BESIDE_BYTES = 64 << 10;

  private final WatchedAllocator allocator = new WatchedAllocator();

  @FuzzTest
  void answersLeaveNothingBehind(byte[] input) {
    FrameBuffers buffers = new FrameBuffers();
    Link link = new Link(buffers);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(link);
    List<CompletableFuture<?>> answers = new ArrayList<>();
    answers.add(Answers.value(send(link, Command.of(Op.PING))));
    answers.add(Answers.bytes(send(link, Command.read(ID, 0, READ_BYTES)), READ_BYTES));
    answers.add(body(link, Command.of(Op.LIST), ReplyBodyReader::readExtents));
    answers.add(body(link, Command.of(Op.STATS), ReplyBodyReader::readStats));
    answers.add(body(link, Command.info(ID), ReplyBodyReader::readExtent));
    answers.add(body(link, Command.seal(1, ID, 0), ReplyBodyReader::readSealed));
    channel.runPendingTasks();
    channel.releaseOutbound();

    new FuzzedBytes(input).asResponses().sendTo(channel, buffers);

    answers.forEach(ResponseFuzzTest::checkDone);
    allocator.checkNothingIsHeld(ResponseFormat.MAX_BODY_BYTES + READ_BYTES + BESIDE_BYTES);
  }

  private static CompletableFuture<Answer> send(Link link, Command command) {
    long deadline = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    Request request = Request.of(command, Unpooled.EMPTY_BUFFER, deadline);
    link.send(request);
    return request.answer();
  }

  private static <T> CompletableFuture<T> body(
      Link link, Command command, Function<ByteBuf, T> reader) {
    return Answers.body(send(link, command), reader);
  }

  private static void checkDone(CompletableFuture<?> answer) {
    assertThat(answer).isDone();
    if (answer.isCompletedExceptionally()) {
      assertThat(answer.exceptionNow()).isInstanceOf(NodeException.class);
    } else if (answer.resultNow() instanceof ByteBuf bytes) {
      bytes.release();
    }
  }
}
