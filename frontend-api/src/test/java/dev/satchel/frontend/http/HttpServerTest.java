package dev.satchel.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TestRoutes routes = new TestRoutes();
  private HttpServer server = new HttpServer(HttpLimits.defaults(), new MetricRegistry());
  private @Nullable InetSocketAddress address;

  @AfterEach
  void everyShareOfTheMemoryIsGivenBack() {
    routes.gate.countDown();
    server.close();
    assertThat(server.budget().freeBytes()).isEqualTo(HttpLimits.defaults().maxBytesInFlight());
  }

  @Test
  void answersRequestsOfOneConnectionInOrder() throws Exception {
    try (RawClient client = connect()) {
      client.send(
          "GET /item/a HTTP/1.1\r\nHost: x\r\n\r\nPOST /echo HTTP/1.1\r\nHost: x\r\nContent-Length:"
              + " 3\r\n\r\nabcGET /item/b HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo("a");
      assertThat(client.reply().text()).isEqualTo("abc");
      assertThat(client.reply().text()).isEqualTo("b");
    }
  }

  @Test
  void thousandsOfPipelinedRequestsAreAnsweredOneByOne() throws Exception {
    int count = 5000;
    try (RawClient client = connect()) {
      Thread sender =
          Thread.startVirtualThread(() -> {
            try {
              client.send("GET /no HTTP/1.1\r\nHost:x\r\n\r\n".repeat(count));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      for (int i = 0; i < count; i++) {
        assertThat(client.reply().status()).isEqualTo(404);
      }
      sender.join();
    }
  }

  @Test
  void aPlainRequestIdIsEchoedAndAnyOtherReplaced() throws Exception {
    try (RawClient client = connect()) {
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc-1.2_3\r\n\r\n");
      assertThat(client.reply().headers()).containsEntry("x-request-id", "abc-1.2_3");
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b<c>\r\n\r\n");
      assertThat(client.reply().headers().get("x-request-id")).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void aFaultOfOursIsA500WithoutItsMessage() throws Exception {
    try (RawClient client = connect()) {
      RawClient.Reply reply = client.get("/bug").reply();
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
      assertThat(reply.text())
          .contains("\"code\":\"failed\"")
          .contains(reply.headers().get("x-request-id"))
          .doesNotContain("secret")
          .doesNotContain("Exception");
      assertThat(client.get("/hello").reply().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/item/../hello",
        "/item/%2e%2e",
        "/item/%2E",
        "/./hello",
        "/item/%",
        "/item/%4",
        "/item/%zz",
        "/item/%ff",
        "/item/%c0%af",
        "/item/a%00b",
        "/item/a\u00ff",
        "/item/a#b",
        "hello",
        "*",
        "/query?limit=abc",
        "/query?limit=0",
        "/query?limit=11",
        "/query?limit=99999999999",
        "/query?limit=1&limit=2",
        "/query?other=1",
        "/query?text=%e4"
      })
  void aMalformedAddressIsABadRequest(String target) throws Exception {
    try (RawClient client = connect()) {
      RawClient.Reply reply = client.get(target).reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text()).contains("\"code\":\"bad-request\"").contains("\"request_id\"");
    }
  }

  @Test
  void anEmptyParameterIsAnAbsentOneAndEscapesAreDecoded() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.get("/query?limit=&text=a%20b+%C3%A9").reply().text()).isEqualTo("5a b é");
      assertThat(client.get("/item/a%2Fb").reply().text()).isEqualTo("a/b");
      assertThat(client.get("http://x:1/item/q?").reply().text()).isEqualTo("q");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "GET /hello\r\n\r\n",
        "GET /hello HTTP/3.0\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /hello HTTP/1.1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nB ad: 1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding:"
            + " chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n"
      })
  void whatIsNotHttpIsABadRequestAndTheServerGoesOn(String bytes) throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.send(bytes).reply().status()).isEqualTo(400);
    }
    try (RawClient client = connect()) {
      assertThat(client.get("/hello").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void pipelinedGarbageIsAnsweredAfterTheRequestBeforeItAndEndsTheConnection() throws Exception {
    try (RawClient client = connect()) {
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n\u0016\u0003\u0001 rubbish\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(200);
      RawClient.Reply refusal = client.reply();
      assertThat(refusal.status()).isEqualTo(400);
      assertThat(refusal.headers()).containsEntry("connection", "close");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17_000, 200_000})
  void headersThatAreTooLongAreRefused(int length) throws Exception {
    try (RawClient client = connect()) {
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\nLong: " + "a".repeat(length) + "\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(431);
    }
    try (RawClient client = connect()) {
      assertThat(client.get("/" + "a".repeat(length)).reply().status()).isEqualTo(431);
    }
  }

  @Test
  void unknownAddressesAndMethodsAreToldApart() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.get("/nowhere").reply().text()).contains("not-found");
      client.send("DELETE /hello HTTP/1.1\r\nHost: x\r\n\r\n");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.headers()).containsEntry("allow", "GET");
      client.send("BREW /hello HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(405);
    }
  }

  @Test
  void aBlockIsHashedWhileItArrives() throws Exception {
    byte[] block = new byte[TestRoutes.BLOCK_BYTES];
    new Random(7).nextBytes(block);
    try (RawClient client = connect()) {
      client.send("PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: " + block.length + "\r\n\r\n");
      assertThat(client.send(block).reply().text()).isEqualTo(sha256(block) + " " + block.length);
      client.send("PUT /block HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nTrailer: 1\r\n\r\n");
      assertThat(client.reply().text())
          .isEqualTo(sha256("abcde".getBytes(StandardCharsets.UTF_8)) + " 5");
      client.send("PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo(sha256(new byte[0]) + " 0");
    }
  }

  @Test
  void oneByteTooManyIsRefusedBeforeTheRestIsRead() throws Exception {
    try (RawClient client = connect()) {
      client.send(
          "PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + (TestRoutes.BLOCK_BYTES + 1)
              + "\r\n\r\n");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.text()).contains("too-large");
    }
    try (RawClient client = connect()) {
      client.send("PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(413);
    }
    try (RawClient client = connect()) {
      client.send("PUT /block HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400001\r\n");
      client.send(new byte[TestRoutes.BLOCK_BYTES + 1]);
      assertThat(client.reply().status()).isEqualTo(413);
    }
    try (RawClient client = connect()) {
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx");
      assertThat(client.reply().status()).isEqualTo(413);
    }
  }

  @Test
  void aClientThatSendsAllOfATooLargeBodyStillReadsTheAnswer() throws Exception {
    byte[] tooLarge = new byte[TestRoutes.BLOCK_BYTES + 1];
    try (RawClient client = connect()) {
      client.send(
          "PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: " + tooLarge.length + "\r\n\r\n");
      client.send(tooLarge);
      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aBodyThatEndsEarlyEndsTheConnectionOnly() throws Exception {
    try (RawClient client = connect()) {
      client.send("PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nshort");
      client.shutdownOutput();
      assertThat(client.isEnded()).isTrue();
    }
    try (RawClient client = connect()) {
      assertThat(client.get("/hello").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientMayAskBeforeItSendsItsBody() throws Exception {
    String head = "PUT %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
    try (RawClient client = connect()) {
      client.send(head.formatted("/block"));
      assertThat(client.reply(false).status()).isEqualTo(100);
      assertThat(client.send("abc").reply().status()).isEqualTo(200);
      RawClient.Reply refusal = client.send(head.formatted("/nowhere")).reply();
      assertThat(refusal.status()).isEqualTo(404);
      assertThat(refusal.headers()).containsEntry("connection", "close");
    }
  }

  @Test
  void aBodyThatNobodyReadIsSkipped() throws Exception {
    try (RawClient client = connect()) {
      client.send("PUT /ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 30000\r\n\r\n");
      client.send(new byte[30_000]).send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo("not read");
      assertThat(client.reply().text()).isEqualTo("hello");
    }
  }

  @Test
  void headAnswersLikeGetWithoutABody() throws Exception {
    try (RawClient client = connect()) {
      client.send("HEAD /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
      RawClient.Reply reply = client.reply(false);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(Integer.parseInt(reply.headers().get("content-length"))).isPositive();
      assertThat(client.get("/hello").reply().text()).isEqualTo("hello");
    }
  }

  @Test
  void connectionCloseAndHttp10AreHonoured() throws Exception {
    try (RawClient client = connect()) {
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(client.reply().headers()).containsEntry("connection", "close");
      assertThat(client.isEnded()).isTrue();
    }
    try (RawClient client = connect()) {
      assertThat(client.send("GET /hello HTTP/1.0\r\n\r\n").reply().text()).isEqualTo("hello");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aStreamedBodyWaitsForASlowReader() throws Exception {
    try (RawClient client = connect()) {
      RawClient.Reply reply = client.get("/stream").reply();
      assertThat(reply.body()).hasSize(30_000_000);
      assertThat(client.get("/hello").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void aStreamedBodyThatFailsEndsTheConnectionShort() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.get("/short").reply().body()).hasSizeLessThan(10);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void slowHeadersAndSlowBodiesTimeOut() throws Exception {
    restart(
        HttpLimits.defaults()
            .withTimeouts(
                new HttpTimeouts(
                    Duration.ofMillis(200),
                    Duration.ofMillis(400),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1))));
    try (RawClient client = connect()) {
      assertThat(client.send("GET /hel").reply().status()).isEqualTo(408);
      assertThat(client.isEnded()).isTrue();
    }
    try (RawClient client = connect()) {
      client.send("PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nslow");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.text()).contains("timed-out");
    }
    try (RawClient idle = connect()) {
      assertThat(idle.isEnded()).isTrue();
    }
  }

  @Test
  void moreRequestsThanTheLimitAreToldToComeBack() throws Exception {
    HttpLimits some = HttpLimits.defaults();
    restart(
        new HttpLimits(
            some.maxLineBytes(),
            some.maxHeaderBytes(),
            3,
            1,
            some.maxBytesInFlight(),
            some.timeouts()));
    try (RawClient first = connect();
        RawClient second = connect();
        RawClient third = connect()) {
      first.get("/wait");
      assertThat(routes.waiting.await(10, TimeUnit.SECONDS)).isTrue();
      RawClient.Reply refusal = second.get("/wait").reply();
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.headers()).containsKey("retry-after");
      assertThat(refusal.text()).contains("unavailable");
      third.get("/nowhere").reply();
      try (RawClient fourth = connect()) {
        assertThat(fourth.isEnded()).isTrue();
      }
      routes.gate.countDown();
      assertThat(first.reply().text()).isEqualTo("waited");
    }
  }

  @Test
  void aParkedRequestHearsThatItsClientIsGone() throws Exception {
    try (RawClient client = connect()) {
      client.get("/park");
      assertThat(routes.parked.await(10, TimeUnit.SECONDS)).isTrue();
    }
    routes.parkedGone.get(10, TimeUnit.SECONDS);
  }

  /** Random bytes, from a seed: whatever they are, the server answers or ends, and goes on. */
  @Test
  void randomBytesDoNoHarm() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      byte[] valid =
          "PUT /block HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n123456789"
              .repeat(3)
              .getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < 5; i++) {
        valid[random.nextInt(valid.length)] = (byte) random.nextInt();
      }
      try (RawClient client = connect()) {
        client.send(valid);
        client.shutdownOutput();
        ByteArrayOutputStream statuses = new ByteArrayOutputStream();
        try {
          while (true) {
            statuses.write(client.reply().status() / 100);
          }
        } catch (EOFException | java.net.SocketException e) {
          assertThat(statuses.toByteArray()).as("seed %d", seed).doesNotContain(5);
        }
      }
    }
    try (RawClient client = connect()) {
      assertThat(client.get("/hello").reply().status()).isEqualTo(200);
    }
  }

  private RawClient connect() throws IOException {
    InetSocketAddress known = address;
    if (known == null) {
      known = server.listen(ANY_PORT, routes.router());
      address = known;
    }
    return new RawClient(known);
  }

  private void restart(HttpLimits limits) {
    server.close();
    server = new HttpServer(limits, new MetricRegistry());
    address = null;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
