package dev.satchel.chaos.load;

import dev.satchel.contract.BlockHash;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Asks the operator's API on which nodes blocks lie. Safe for many threads. */
public final class BlockLocator implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonType<Location> LOCATION = Jsonb.instance().type(Location.class);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI server;
  private final String adminToken;

  /** Of the cell behind that server. */
  public BlockLocator(URI server, String adminToken) {
    this.server = server;
    this.adminToken = adminToken;
  }

  /** The part of {@code block locate H --json} that tells the nodes. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Location(List<Copy> copies) {}

  /** One copy. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Copy(String node) {}

  /** How many of these blocks have a copy on that node. */
  public int heldBy(String node, Collection<BlockHash> blocks) throws IOException {
    int held = 0;
    for (BlockHash block : blocks) {
      if (nodesOf(block).contains(node)) {
        held++;
      }
    }
    return held;
  }

  private List<String> nodesOf(BlockHash block) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/admin/blocks/" + block))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + adminToken)
            .build();
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the server was asked");
    }
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + " answered " + answer.statusCode());
    }
    return LOCATION.fromJson(answer.body()).copies().stream().map(Copy::node).toList();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
