package dev.satchel.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked, and what is no request at all. */
class HttpRequestTest extends ServedRoutes {

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
}
