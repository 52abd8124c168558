package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.contract.Problem;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls the admin API; every failure is a {@link CommandException} with its exit code. */
final class AdminClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MOST_SUCCESSFUL_STATUS = 299;
  private static final Jsonb JSON = Jsonb.builder().build();

  private final ServerAddress server;
  private final HttpClient http;

  AdminClient(ServerAddress server) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** An answer as it came, and as a value. */
  record Answer<T>(String json, T value) {}

  <T> Answer<T> get(String path, Class<T> type) {
    return parse(new String(getBytes(path), StandardCharsets.UTF_8), JSON.type(type));
  }

  byte[] getBytes(String path) {
    return send(request(path).GET().build());
  }

  <T> Answer<T> post(String path, String body, Class<T> type) {
    byte[] answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    return parse(new String(answer, StandardCharsets.UTF_8), JSON.type(type));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + server.token());
  }

  private byte[] send(HttpRequest request) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE, "no server answers at " + server.url() + ": is it running?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "interrupted");
    }
    int status = response.statusCode();
    if (status > MOST_SUCCESSFUL_STATUS) {
      boolean refused = status == UNAUTHORIZED || status == FORBIDDEN;
      throw new CommandException(
          refused ? ExitCode.REFUSED : ExitCode.FAILED, problem(status, response.body()));
    }
    return response.body();
  }

  private static String problem(int status, byte[] body) {
    try {
      Problem problem = JSON.type(Problem.class).fromJson(body);
      String detail = problem.detail();
      return detail == null ? problem.title() : detail;
    } catch (JsonException | IllegalStateException | NullPointerException e) {
      return "the server answered with status " + status;
    }
  }

  private static <T> Answer<T> parse(String json, JsonType<T> type) {
    try {
      return new Answer<>(json, type.fromJson(json));
    } catch (JsonException | IllegalStateException e) {
      throw new CommandException(
          ExitCode.FAILED, "the server's answer makes no sense: " + e.getMessage());
    }
  }
}
