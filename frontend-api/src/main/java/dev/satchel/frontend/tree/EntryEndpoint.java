package dev.satchel.frontend.tree;

import dev.satchel.contract.Entry;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Trees;
import io.avaje.jsonb.JsonType;

/** {@code GET /metadata/entry}: one entry, now or at a revision. */
public final class EntryEndpoint implements Endpoint.SignedIn {
  private static final JsonType<Entry> ANSWER = Json.type(Entry.class);

  private final Trees trees;

  public EntryEndpoint(Trees trees) {
    this.trees = trees;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    String path = request.query().required("path");
    String rev = request.query().text("rev").orElse(null);
    return trees
        .entry(caller, path, rev)
        .map(entry -> Json.answer(ANSWER, entry))
        .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "No such entry."));
  }
}
