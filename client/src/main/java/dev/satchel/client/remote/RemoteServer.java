package dev.satchel.client.remote;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CheckRequest;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitRequest;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ListPage;
import dev.satchel.contract.NotifyAnswer;
import dev.satchel.contract.ProblemCode;
import dev.satchel.contract.RestoreRequest;
import dev.satchel.contract.VersionList;
import io.avaje.jsonb.JsonType;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server over HTTP/1.1. */
public final class RemoteServer implements Server, AutoCloseable {

  /** A long poll's answer may come this much later than the wait that was asked for. */
  private static final Duration POLL_MARGIN = Duration.ofSeconds(15);

  private final RemoteConfig config;
  private final Requests requests;
  private final HttpClient http;
  private final Caller caller;

  /** A connection is made at the first call. */
  public RemoteServer(RemoteConfig config, String token) {
    this.config = config;
    this.requests = new Requests(config.address(), token);
    this.http = Connections.open(config);
    this.caller = Connections.caller(http, config);
  }

  @Override
  public CommitAnswer commit(List<CommitEntry> entries, String idempotencyKey)
      throws ServerException {
    HttpRequest request =
        requests
            .post("/metadata/commit", Documents.COMMIT_REQUEST, new CommitRequest(entries, false))
            .header("Idempotency-Key", idempotencyKey)
            .build();
    CommitAnswer answer = ask(request, Documents.COMMIT_ANSWER);
    if (answer.results().size() != entries.size()) {
      throw new ServerException.BadAnswer(
          200, answer.results().size() + " results for " + entries.size() + " entries", null);
    }
    return answer;
  }

  @Override
  public DeltaPage delta(@Nullable String cursor, int limit) throws ServerException {
    String query = "limit=" + limit + Requests.parameter("cursor", cursor);
    return ask(requests.get("/metadata/delta?" + query), Documents.DELTA);
  }

  @Override
  public NotifyAnswer subscribe(String cursor, Duration timeout) throws ServerException {
    String query = "timeout=" + timeout.toSeconds() + Requests.parameter("cursor", cursor);
    HttpRequest request = requests.get("/notify/subscribe?" + query);
    byte[] body = caller.once(new Call(request, timeout.plus(POLL_MARGIN), true));
    return Documents.read(Documents.NOTIFY, body);
  }

  @Override
  public VersionList versions(String path) throws ServerException {
    return ask(requests.get("/versions?path=" + Requests.encode(path)), Documents.VERSIONS);
  }

  /** Sent once: a second restore would be a second version. */
  @Override
  public CommitResult restore(String path, String rev) throws ServerException {
    HttpRequest request =
        requests
            .post("/versions/restore", Documents.RESTORE, new RestoreRequest(path, rev))
            .build();
    byte[] body =
        caller.call(new Call(request, config.callTimeout(), false), () -> BoundedBody.DOCUMENT);
    return Documents.read(Documents.COMMIT_RESULT, body);
  }

  @Override
  public ListPage list(String path, boolean recursive, @Nullable String cursor, int limit)
      throws ServerException {
    String query =
        "path="
            + Requests.encode(path)
            + "&recursive="
            + recursive
            + "&limit="
            + limit
            + Requests.parameter("cursor", cursor);
    return ask(requests.get("/metadata/list?" + query), Documents.LIST);
  }

  @Override
  public Optional<Entry> entry(String path, @Nullable String rev) throws ServerException {
    String query = "path=" + Requests.encode(path) + Requests.parameter("rev", rev);
    try {
      return Optional.of(ask(requests.get("/metadata/entry?" + query), Documents.ENTRY));
    } catch (ServerException.Refused e) {
      if (e.is(ProblemCode.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Set<BlockHash> check(Collection<BlockHash> hashes) throws ServerException {
    HttpRequest request =
        requests
            .post("/blocks/check", Documents.CHECK_REQUEST, new CheckRequest(List.copyOf(hashes)))
            .build();
    return new HashSet<>(ask(request, Documents.CHECK_ANSWER).missing());
  }

  @Override
  public void put(BlockHash hash, ByteBuffer bytes) throws ServerException {
    HttpRequest request =
        requests
            .to("/blocks/" + hash)
            .header("Content-Type", "application/octet-stream")
            .PUT(new BufferPublisher(bytes))
            .build();
    caller.call(new Call(request, config.blockTimeout(), true), () -> BoundedBody.DOCUMENT);
  }

  @Override
  public void get(BlockHash hash, ByteBuffer into) throws ServerException {
    HttpRequest request =
        requests.to("/blocks/" + hash).setHeader("Accept", "application/octet-stream").build();
    List<BlockReceiver> attempts = new ArrayList<>(1);
    caller.call(
        new Call(request, config.blockTimeout(), true),
        () -> {
          BlockReceiver receiver = new BlockReceiver(hash, into);
          attempts.add(receiver);
          return receiver;
        });
    into.position(into.position() + attempts.getLast().lengthBytes());
  }

  /** Ends the connections; calls that are under way fail. */
  @Override
  public void close() {
    http.shutdownNow();
  }

  private <T> T ask(HttpRequest request, JsonType<T> type) throws ServerException {
    byte[] body =
        caller.call(new Call(request, config.callTimeout(), true), () -> BoundedBody.DOCUMENT);
    return Documents.read(type, body);
  }
}
