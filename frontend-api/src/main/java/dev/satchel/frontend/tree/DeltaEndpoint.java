package dev.satchel.frontend.tree;

import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Limits;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Deltas;
import io.avaje.jsonb.JsonType;

/** {@code GET /metadata/delta}: what changed after a cursor; without one, the whole tree. */
public final class DeltaEndpoint implements Endpoint.SignedIn {
  private static final JsonType<DeltaPage> ANSWER = Json.type(DeltaPage.class);

  private final Deltas deltas;

  public DeltaEndpoint(Deltas deltas) {
    this.deltas = deltas;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    String cursor = request.query().text("cursor").orElse(null);
    int limit = request.query().number("limit", 1, Limits.MAX_ENTRIES, Limits.MAX_ENTRIES);
    return Json.answer(ANSWER, deltas.read(caller, cursor, limit));
  }
}
