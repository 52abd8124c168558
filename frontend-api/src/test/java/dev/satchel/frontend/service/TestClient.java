package dev.satchel.frontend.service;

import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One caller of the API, over the JDK's own HTTP client. */
final class TestClient {
  static final String PASSWORD = "correct horse battery staple";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;
  private final String token;

  TestClient(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Makes an account and signs a device in. */
  static TestClient signUp(URI server, String adminToken, String email) throws Exception {
    return signUp(server, server, adminToken, email);
  }

  /** Makes an account at one server and signs a device in at another. */
  static TestClient signUp(URI admin, URI server, String adminToken, String email)
      throws Exception {
    new TestClient(admin, adminToken)
        .post("/admin/users", "{'email':'%s','password':'%s'}".formatted(email, PASSWORD))
        .expect(200);
    return signIn(server, email, "laptop");
  }

  static TestClient signIn(URI server, String email, String device) throws Exception {
    Reply login =
        new TestClient(server, "")
            .post(
                "/auth/login",
                "{'email':'%s','password':'%s','device':'%s'}".formatted(email, PASSWORD, device))
            .expect(200);
    return new TestClient(server, login.field("token"));
  }

  /** An answer with its body as bytes. */
  record Reply(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    Reply expect(int status) {
      if (status() != status) {
        throw new AssertionError("expected " + status + ", got " + status() + ": " + text());
      }
      return this;
    }

    /** A problem document of this status and code. */
    Reply expect(int status, String code) {
      expect(status);
      if (!header("content-type").equals("application/problem+json")
          || !field("code").equals(code)) {
        throw new AssertionError("expected problem " + code + ", got " + text());
      }
      return this;
    }

    /** The first field of that name with a text value. */
    String field(String name) {
      Matcher matcher = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(text());
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  String token() {
    return token;
  }

  Reply get(String target, String... headers) throws IOException, InterruptedException {
    return send("GET", target, BodyPublishers.noBody(), headers);
  }

  Reply head(String target, String... headers) throws IOException, InterruptedException {
    return send("HEAD", target, BodyPublishers.noBody(), headers);
  }

  Reply delete(String target) throws IOException, InterruptedException {
    return send("DELETE", target, BodyPublishers.noBody());
  }

  /** Posts JSON written with single quotes. */
  Reply post(String target, String json, String... headers)
      throws IOException, InterruptedException {
    return send("POST", target, BodyPublishers.ofString(json.replace('\'', '"')), headers);
  }

  Reply put(String hash, byte[] block) throws IOException, InterruptedException {
    return send("PUT", "/blocks/" + hash, BodyPublishers.ofByteArray(block));
  }

  /** Uploads the blocks and commits the file. */
  Reply putFile(String path, byte[]... blocks) throws Exception {
    long size = 0;
    for (byte[] block : blocks) {
      put(hash(block), block);
      size += block.length;
    }
    String list =
        List.of(blocks).stream()
            .map(block -> "'" + hash(block) + "'")
            .collect(Collectors.joining(","));
    return post(
        "/metadata/commit",
        "{'path':'%s','block_list':[%s],'size':%d}".formatted(path, list, size));
  }

  static String hash(byte[] bytes) {
    try {
      return BlockHash.fromBytes(MessageDigest.getInstance("SHA-256").digest(bytes)).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Reply send(String method, String target, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(target))
            .method(method, body)
            .timeout(Duration.ofSeconds(60));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
  }
}
