package dev.satchel.chaos.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Calls to one server with one token; what is answered otherwise than expected is a failure. */
final class ApiConnection implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final URI server;
  private final String token;

  /** With an empty token, as nobody. */
  ApiConnection(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** The same caller, at another address. */
  ApiConnection at(URI address) {
    return new ApiConnection(address, token);
  }

  byte[] get(String path) throws IOException {
    return send(request(path).GET(), Set.of(200));
  }

  byte[] post(String path, byte[] json) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json)),
        Set.of(200));
  }

  /** Stores what may be there already. */
  void put(String path, byte[] body) throws IOException {
    send(request(path).PUT(BodyPublishers.ofByteArray(body)), Set.of(200, 201));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(LIMIT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private byte[] send(HttpRequest.Builder request, Set<Integer> expected) throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the server was asked");
    }
    if (!expected.contains(answer.statusCode())) {
      throw new IOException(
          "%s %s answered %d: %s"
              .formatted(
                  answer.request().method(),
                  answer.uri(),
                  answer.statusCode(),
                  new String(answer.body(), StandardCharsets.UTF_8)));
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
