package dev.satchel.client.remote;

import static dev.satchel.client.remote.TroubledServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.client.remote.TroubledServer.Seen;
import dev.satchel.client.remote.TroubledServer.Trouble;
import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteServerTest {

  private static final Backoff QUICK =
      new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(5));

  private TroubledServer server;
  private RemoteServer client;

  @BeforeEach
  void start() throws IOException {
    server = new TroubledServer();
    client = client(server.address(), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static RemoteServer client(URI address, Duration timeout) {
    return new RemoteServer(
        new RemoteConfig(address, 4, Duration.ofSeconds(5), timeout, timeout, QUICK), "secret");
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static BlockHash hash(byte[] bytes) throws Exception {
    return BlockHash.fromBytes(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  static List<Trouble> passing() {
    return List.of(
        new Trouble.Cut(),
        new Trouble.LostAnswer(),
        new Trouble.HalfBody(),
        status(429, "too-many-requests", 0),
        status(500, "failed"),
        new Trouble.Status(502, "text/html", "<h1>Bad gateway</h1>", -1),
        status(503, "unavailable", 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 70_000, 4 << 20})
  void putsAndGetsBlocksOfAnySize(int length) throws Exception {
    byte[] block = bytes(length);
    ByteBuffer outgoing = ByteBuffer.allocateDirect(length).put(block).flip();
    client.put(hash(block), outgoing);
    assertThat(outgoing.remaining()).isEqualTo(length);
    assertThat(server.blocks().get(hash(block))).isEqualTo(block);

    ByteBuffer incoming = ByteBuffer.allocateDirect(4 << 20);
    client.get(hash(block), incoming);
    assertThat(incoming.flip()).isEqualTo(ByteBuffer.wrap(block));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void putOutlivesWhatPasses(Trouble trouble) throws Exception {
    byte[] block = bytes(100_000);
    server.next(trouble, trouble);
    client.put(hash(block), ByteBuffer.wrap(block));
    assertThat(server.blocks().get(hash(block))).isEqualTo(block);
    assertThat(server.count("PUT")).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void getOutlivesWhatPasses(Trouble trouble) throws Exception {
    byte[] block = bytes(3 << 20);
    server.blocks().put(hash(block), block);
    server.next(trouble);
    ByteBuffer into = ByteBuffer.allocate(4 << 20);
    client.get(hash(block), into);
    assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(block));
  }

  @Test
  void getNeverHandsOutWrongBytes() throws Exception {
    byte[] block = bytes(5000);
    server.blocks().put(hash(block), block);
    server.next(new Trouble.WrongBytes());
    ByteBuffer into = ByteBuffer.allocate(5000);
    client.get(hash(block), into);
    assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(block));

    server.next(new Trouble.WrongBytes(), new Trouble.WrongBytes(), new Trouble.WrongBytes());
    ByteBuffer again = ByteBuffer.allocate(5000);
    assertThatThrownBy(() -> client.get(hash(block), again))
        .isInstanceOf(ServerException.BadAnswer.class)
        .hasMessageContaining("are not that block");
    assertThat(again.position()).isZero();
  }

  @Test
  void getRefusesMoreBytesThanThereIsRoomFor() throws Exception {
    byte[] block = bytes(5000);
    server.blocks().put(hash(block), block);
    assertThatThrownBy(() -> client.get(hash(block), ByteBuffer.allocate(4999)))
        .isInstanceOf(ServerException.BadAnswer.class);
  }

  @Test
  void aCommitIsRepeatedWithTheSameKey() throws Exception {
    server.document(
        "/metadata/commit", "{\"results\":[{\"status\":200,\"rev\":\"1-7\"}],\"cursor\":\"c\"}");
    server.next(new Trouble.LostAnswer(), status(503, "unavailable", 0));
    CommitEntry entry =
        new CommitEntry("/a", ChangeKind.FOLDER, null, 0, null, false, null, null, null);
    CommitAnswer answer = client.commit(List.of(entry), "key-1");
    assertThat(answer.results().getFirst().rev()).isEqualTo("1-7");
    assertThat(server.seen())
        .hasSize(3)
        .allSatisfy(request -> {
          assertThat(request.headers().get("Idempotency-key")).containsExactly("key-1");
          assertThat(request.headers().get("Authorization")).containsExactly("Bearer secret");
          assertThat(request.body()).isEqualTo(server.seen().getFirst().body());
        });
  }

  @Test
  void aRestoreWhoseAnswerWasLostIsNotRepeated() {
    server.document("/versions/restore", "{\"status\":200}").next(new Trouble.LostAnswer());
    assertThatThrownBy(() -> client.restore("/a", "1-1"))
        .isInstanceOf(ServerException.Unreachable.class);
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void givesUpWhenTheTroubleStays() {
    server.next(status(503, "unavailable"), status(503, "unavailable"), status(503, "unavailable"));
    assertThatThrownBy(() -> client.delta(null, 10))
        .isInstanceOfSatisfying(
            ServerException.Refused.class,
            e -> {
              assertThat(e.status()).isEqualTo(503);
              assertThat(e.retryable()).isTrue();
              assertThat(e.is(ProblemCode.UNAVAILABLE)).isTrue();
            });
    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void aServerThatAsksForTooLongAWaitIsNotAskedAgain() {
    server.next(status(429, "too-many-requests", 3600));
    assertThatThrownBy(() -> client.delta(null, 10))
        .isInstanceOfSatisfying(
            ServerException.Refused.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(1)));
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void refusalsComeWithTheServersWordsAndAreNotRepeated() {
    server.next(status(403, "read-only"));
    assertThatThrownBy(() -> client.versions("/a b+c/ü"))
        .isInstanceOfSatisfying(
            ServerException.Refused.class,
            e -> {
              assertThat(e).hasMessage("said the server");
              assertThat(e.code()).isEqualTo("read-only");
              assertThat(e.retryable()).isFalse();
            });
    Seen seen = server.seen().getFirst();
    assertThat(seen.path()).isEqualTo("/versions?path=%2Fa%20b%2Bc%2F%C3%BC");
  }

  @Test
  void anEntryThatIsNotThereIsEmpty() throws Exception {
    assertThat(client.entry("/none", null)).isEmpty();
  }

  @Test
  void aBlockThatIsNotOursIsRefused() {
    assertThatThrownBy(() -> client.get(hash(bytes(9)), ByteBuffer.allocate(10)))
        .isInstanceOfSatisfying(
            ServerException.Refused.class,
            e -> assertThat(e.is(ProblemCode.UNKNOWN_BLOCK)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "[]", "{\"entries\":7}", "<html>"})
  void anAnswerOfAnotherShapeIsABadAnswer(String body) {
    server.document("/metadata/delta", body);
    assertThatThrownBy(() -> client.delta("c", 10)).isInstanceOf(ServerException.BadAnswer.class);
  }

  @Test
  void silenceEndsAtTheDeadline() throws Exception {
    server.next(new Trouble.Silence(), new Trouble.Silence(), new Trouble.Silence());
    try (RemoteServer hasty = client(server.address(), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> hasty.delta(null, 1))
          .isInstanceOf(ServerException.Unreachable.class)
          .hasMessageContaining("no answer");
    }
  }

  @Test
  void aBodyThatStopsHalfWayEndsAtTheDeadline() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> stall(socket));
      URI address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      try (RemoteServer hasty = client(address, Duration.ofMillis(200))) {
        assertThatThrownBy(() -> hasty.get(hash(bytes(100)), ByteBuffer.allocate(100)))
            .isInstanceOf(ServerException.Unreachable.class);
      }
    }
  }

  private static void stall(ServerSocket socket) {
    try {
      while (true) {
        socket
            .accept()
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                    .getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void nobodyListeningIsUnreachableAndNothingWasSent() throws Exception {
    URI address;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    try (RemoteServer nobody = client(address, Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> nobody.delta(null, 1))
          .isInstanceOfSatisfying(
              ServerException.Unreachable.class, e -> assertThat(e.sent()).isFalse());
    }
  }

  @Test
  void noMoreCallsThanAllowedAreUnderWay() throws Exception {
    server.document(
        "/metadata/delta", "{\"entries\":[],\"cursor\":\"c\",\"has_more\":false,\"reset\":false}");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls =
          IntStream.range(0, 200)
              .<Future<?>>mapToObj(i -> callers.submit(() -> client.delta(null, i)))
              .toList();
      for (Future<?> call : calls) {
        call.get();
      }
    }
    assertThat(server.mostAtOnce()).isBetween(2, 4);
  }

  @Test
  void anInterruptedCallerIsNotHeldUp() throws Exception {
    server.next(new Trouble.Silence());
    CountDownLatch ended = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.delta(null, 1);
              } catch (ServerException e) {
                ended.countDown();
              }
            });
    while (server.seen().isEmpty()) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    ended.await();
  }
}
