package dev.satchel.frontend.tree;

import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitBody;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import io.avaje.jsonb.JsonType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /metadata/commit}: one entry, or many. */
public final class CommitEndpoint implements Endpoint.SignedIn {
  private static final JsonType<CommitBody> REQUEST = Json.type(CommitBody.class);
  private static final JsonType<CommitAnswer> MANY = Json.type(CommitAnswer.class);
  private static final int MAX_KEY_CHARS = 200;

  private final Committer committer;

  public CommitEndpoint(Committer committer) {
    this.committer = committer;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    CommitBody body = Json.read(REQUEST, request.readBytes());
    String key = idempotencyKey(request);
    return body.entries() == null
        ? one(caller, body, key)
        : many(caller, body, body.entries(), key);
  }

  private Response one(Caller caller, CommitBody body, @Nullable String key) {
    if (body.atomic() != null) {
      throw bad("The field \"atomic\" goes with \"entries\".");
    }
    CommitEntry entry = body.entry(Json.required(body.path(), "path"));
    CommitAnswer answer = committer.commit(caller, List.of(entry), false, key);
    return CommitResults.response(answer.results().getFirst(), answer.cursor());
  }

  private Response many(
      Caller caller, CommitBody body, List<CommitEntry> entries, @Nullable String key) {
    if (body.isEntry()) {
      throw bad("The body has \"entries\" and the fields of an entry.");
    }
    if (entries.size() > Limits.MAX_ENTRIES) {
      throw new ProblemException(
          ProblemCode.TOO_MANY, "At most " + Limits.MAX_ENTRIES + " entries in one commit.");
    }
    for (CommitEntry entry : entries) {
      Json.required(Json.required(entry, "entries").path(), "path");
    }
    boolean atomic = body.atomic() != null && body.atomic();
    return Json.answer(MANY, committer.commit(caller, entries, atomic, key));
  }

  private static @Nullable String idempotencyKey(Request request) {
    String key = request.header("idempotency-key").map(String::strip).orElse("");
    if (key.length() > MAX_KEY_CHARS) {
      throw bad("The Idempotency-Key is longer than " + MAX_KEY_CHARS + " characters.");
    }
    return key.isEmpty() ? null : key;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
