package dev.satchel.chaos.load;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.contract.LoginRequest;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One signed-in device that speaks the API and nothing else. Safe for many threads. */
public final class ApiSession implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI server;
  private final String token;

  private ApiSession(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Signs in a new device. */
  public static ApiSession login(URI server, String email, String password, String device)
      throws IOException {
    Jsonb json = Jsonb.instance();
    try (ApiSession anonymous = new ApiSession(server, "")) {
      HttpResponse<byte[]> answer =
          anonymous.send(
              anonymous
                  .request("/auth/login")
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          json.type(LoginRequest.class)
                              .toJsonBytes(new LoginRequest(email, password, device)))));
      requireStatus(answer, 200);
      return new ApiSession(server, json.type(LoginAnswer.class).fromJson(answer.body()).token());
    }
  }

  /** The same device, at a server that came back on another port. */
  public ApiSession at(URI address) {
    return new ApiSession(address, token);
  }

  /**
   * Stores a block as a file of its own; on return both are acknowledged.
   *
   * @throws IOException if either was not
   */
  public void putFile(String path, BlockHash hash, byte[] bytes) throws IOException {
    HttpResponse<byte[]> put =
        send(request("/blocks/" + hash).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    if (put.statusCode() != 200) {
      requireStatus(put, 201);
    }
    CommitEntry entry =
        new CommitEntry(
            path, null, List.of(hash), bytes.length, Instant.EPOCH, false, null, null, null);
    HttpResponse<byte[]> commit =
        send(
            request("/metadata/commit")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        Jsonb.instance().type(CommitEntry.class).toJsonBytes(entry))));
    requireStatus(commit, 200);
  }

  /** Reads a block back. */
  public byte[] getBlock(BlockHash hash) throws IOException {
    HttpResponse<byte[]> answer = send(request("/blocks/" + hash).GET());
    requireStatus(answer, 200);
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(LIMIT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the server was asked");
    }
  }

  private static void requireStatus(HttpResponse<byte[]> answer, int expected) throws IOException {
    if (answer.statusCode() != expected) {
      throw new IOException(
          answer.request().method()
              + " "
              + answer.uri()
              + " answered "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
