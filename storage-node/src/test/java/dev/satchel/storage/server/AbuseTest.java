package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.KEY;
import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.runtime.ByteBudget;
import dev.satchel.storage.runtime.Heard;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RawCaller;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.RequestWriter;
import dev.satchel.storage.wire.ResponseFormat;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that break the protocol are cut off; the node goes on and holds nothing of theirs. */
class AbuseTest {

  private static final Command APPEND = Command.append(new ExtentId(1), 0, 1);

  @TempDir Path dir;
  private RunningNode running;

  @BeforeEach
  void start() throws Exception {
    running = new RunningNode(dir);
    get(running.client.create(1, new ExtentId(1), 1, 0, SOON));
  }

  @AfterEach
  void nodeStillWorks() throws Exception {
    get(running.client.ping(SOON));
    running.close();
  }

  private RawCaller caller() throws IOException {
    return new RawCaller(running.node.address());
  }

  @Test
  void garbageInsteadOfAHandshakeIsRefused() throws IOException {
    try (RawCaller caller = caller()) {
      caller.send(bytes(500, 1));
      caller.awaitClosed();
    }
  }

  @Test
  void scanOfThePortDoesNotFillTheLog() throws Exception {
    long began = System.nanoTime();
    try (Heard heard = Heard.of("dev.satchel.storage");
        Heard netty = Heard.of("io.netty")) {
      for (int seed = 0; seed < 20; seed++) {
        try (RawCaller caller = caller()) {
          caller.send(bytes(500, seed));
          caller.awaitClosed();
        }
        try (RawCaller caller = caller().proved(KEY)) {
          caller.send(bytes(500, seed));
          caller.awaitClosed();
        }
      }
      // Two kinds of news, a line in ten seconds of each.
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      assertThat(heard.lines()).hasSizeLessThanOrEqualTo((int) (2 * (seconds / 10 + 1)));
      assertThat(netty.lines()).isEmpty();
    }
  }

  @Test
  void requestBeforeTheHandshakeIsRefused() throws IOException {
    try (RawCaller caller = caller()) {
      caller.send(new RequestHeader(1, Command.of(Op.LIST), 1000, 0, 0));
      caller.send(bytes(8, 1));
      caller.awaitClosed();
    }
  }

  @Test
  void garbageAfterTheHandshakeEndsTheConnection() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      try (RawCaller caller = caller().proved(KEY)) {
        caller.send(bytes(64 + 100 * seed, seed));
        caller.awaitClosed();
      }
    }
  }

  @Test
  void oversizeOrNegativeLengthsEndTheConnectionBeforeAnythingIsAllocated() throws IOException {
    int tooLong = RequestFormat.MAX_PAYLOAD_BYTES + 1;
    for (int length : new int[] {tooLong, Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 0}) {
      try (RawCaller caller = caller().proved(KEY)) {
        caller.send(new RequestHeader(1, APPEND, 1000, length, 0));
        caller.awaitClosed();
      }
    }
    try (RawCaller caller = caller().proved(KEY)) {
      caller.send(new RequestHeader(1, Command.of(Op.PING), 1000, 1, 0));
      caller.awaitClosed();
    }
  }

  @Test
  void payloadThatDoesNotMatchItsChecksumIsNotWritten() throws Exception {
    try (RawCaller caller = caller().proved(KEY)) {
      caller.send(new RequestHeader(1, APPEND, 1000, 100, 12345));
      caller.send(bytes(100, 1));
      caller.awaitClosed();
    }
    assertThat(get(running.client.info(new ExtentId(1), SOON)).endOffset()).isZero();
  }

  @Test
  void payloadThatDoesNotArriveByItsDeadlineEndsTheConnection() throws IOException {
    try (RawCaller caller = caller().proved(KEY)) {
      caller.send(new RequestHeader(1, APPEND, 50, 1 << 20, 0));
      caller.send(bytes(1000, 1));
      caller.awaitClosed();
    }
  }

  @Test
  void connectionsCutInTheMiddleOfPayloadsGiveTheirBudgetBack() throws Exception {
    List<RawCaller> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RawCaller caller = caller().proved(KEY);
      caller.send(new RequestHeader(1, APPEND, 60_000, 8 << 20, 0));
      caller.send(bytes(1000, i));
      callers.add(caller);
    }
    for (RawCaller caller : callers) {
      caller.close();
    }
    // More than the budget would hold if theirs were lost.
    for (int i = 0; i < 3; i++) {
      var payload = Unpooled.wrappedBuffer(bytes(8 << 20, 9));
      get(running.client.append(new ExtentId(1), 0, 1, payload, SOON));
    }
  }

  @Test
  void callerThatAsksForMuchAndTakesNothingHoldsOnlyItsShare() throws Exception {
    var payload = Unpooled.wrappedBuffer(bytes(8 << 20, 9));
    get(running.client.append(new ExtentId(1), 0, 1, payload, SOON));
    try (RawCaller caller = caller().proved(KEY)) {
      Command read = Command.read(new ExtentId(1), 0, 8 << 20);
      for (int i = 0; i < 100; i++) {
        caller.send(new RequestHeader(i, read, 60_000, 0, 0));
      }
      caller.receive(ResponseFormat.HEADER_BYTES);
      ByteBudget budget = running.runtime.budget();
      assertThat(budget.usedBytes()).isLessThanOrEqualTo(budget.totalBytes() / 4);
    }
  }

  @Test
  void thousandCallersThatTakeNothingLeaveRoomForTheOthersAndMemoryBounded() throws Exception {
    var payload = Unpooled.wrappedBuffer(bytes(8 << 20, 9));
    get(running.client.append(new ExtentId(1), 0, 1, payload, SOON));
    List<RawCaller> callers = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        RawCaller caller = caller().proved(KEY);
        callers.add(caller);
        // One of them asks for all it can get, the others begin a request and stop.
        caller.send(i == 0 ? manyReads() : bytes(0, 0));
        caller.send(new byte[] {'S', 'X', 'R', 'Q'});
      }

      assertThat(running.runtime.budget().usedBytes()).isLessThanOrEqualTo(10L << 20);
      for (int i = 0; i < 10; i++) {
        get(running.client.read(new ExtentId(1), 40, 1 << 20, SOON)).release();
      }
    } finally {
      for (RawCaller caller : callers) {
        caller.close();
      }
    }
  }

  private static byte[] manyReads() {
    var frames = Unpooled.buffer();
    for (int i = 0; i < 100; i++) {
      Command read = Command.read(new ExtentId(1), 0, 1 << 20);
      RequestWriter.write(new RequestHeader(i, read, 60_000, 0, 0), frames);
    }
    return ByteBufUtil.getBytes(frames);
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
