package dev.satchel.chaos.load;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.contract.LoginRequest;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** One signed-in device that speaks the API and nothing else. Safe for many threads. */
public final class ApiSession implements AutoCloseable {

  private static final JsonType<LoginRequest> LOGIN = Jsonb.instance().type(LoginRequest.class);
  private static final JsonType<LoginAnswer> SIGNED_IN = Jsonb.instance().type(LoginAnswer.class);
  private static final JsonType<CommitEntry> COMMIT = Jsonb.instance().type(CommitEntry.class);

  private final ApiConnection connection;

  private ApiSession(ApiConnection connection) {
    this.connection = connection;
  }

  /** Signs in a new device. */
  public static ApiSession login(URI server, String email, String password, String device)
      throws IOException {
    try (ApiConnection nobody = new ApiConnection(server, "")) {
      byte[] answer =
          nobody.post("/auth/login", LOGIN.toJsonBytes(new LoginRequest(email, password, device)));
      return new ApiSession(new ApiConnection(server, SIGNED_IN.fromJson(answer).token()));
    }
  }

  /** The same device, at a server that came back on another port. */
  public ApiSession at(URI address) {
    return new ApiSession(connection.at(address));
  }

  /**
   * Stores a block as a file of its own; on return both are acknowledged.
   *
   * @throws IOException if either was not
   */
  public void putFile(String path, BlockHash hash, byte[] bytes) throws IOException {
    connection.put("/blocks/" + hash, bytes);
    CommitEntry entry =
        new CommitEntry(
            path, null, List.of(hash), bytes.length, Instant.EPOCH, false, null, null, null);
    connection.post("/metadata/commit", COMMIT.toJsonBytes(entry));
  }

  /** Reads a block back. */
  public byte[] getBlock(BlockHash hash) throws IOException {
    return connection.get("/blocks/" + hash);
  }

  @Override
  public void close() {
    connection.close();
  }
}
