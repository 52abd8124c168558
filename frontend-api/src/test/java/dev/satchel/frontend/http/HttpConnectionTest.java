package dev.satchel.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many requests on one connection, and when it ends. */
class HttpConnectionTest extends ServedRoutes {

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
}
