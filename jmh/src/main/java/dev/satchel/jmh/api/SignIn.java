package dev.satchel.jmh.api;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.contract.LoginRequest;
import dev.satchel.jmh.server.ServerProcess;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** What a client does around its blocks; none of it is measured. */
final class SignIn implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String EMAIL = "bench@example.org";
  private static final String PASSWORD = "correct horse battery staple";

  private final Jsonb json = Jsonb.builder().build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String token;

  /** Makes an account on a fresh server and signs in. */
  SignIn(ServerProcess server) throws IOException, InterruptedException {
    this.server = server.address();
    String account = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(EMAIL, PASSWORD);
    post("/admin/users", server.adminToken(), account);
    LoginRequest login = new LoginRequest(EMAIL, PASSWORD, "bench");
    String answer = post("/auth/login", "", json.toJson(login));
    token = json.type(LoginAnswer.class).fromJson(answer).token();
  }

  /** The device's token. */
  String token() {
    return token;
  }

  /** Makes a file of these blocks, each of the full size, so that the account may read them. */
  void commit(List<BlockHash> blocks) throws IOException, InterruptedException {
    long sizeBytes = (long) blocks.size() * NumberedBlocks.BYTES;
    CommitEntry file =
        new CommitEntry(
            "/bench", ChangeKind.FILE, blocks, sizeBytes, null, false, null, null, null);
    post("/metadata/commit", token, json.toJson(file));
  }

  @Override
  public void close() {
    http.close();
  }

  private String post(String path, String bearer, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("%s: %d %s".formatted(path, response.statusCode(), response.body()));
    }
    return response.body();
  }
}
