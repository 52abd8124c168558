package dev.satchel.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies, on their way in and out. */
class HttpBodyTest extends ServedRoutes {

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

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
