package dev.satchel.frontend.tree;

import dev.satchel.contract.Limits;
import dev.satchel.contract.ListPage;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.Query;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Trees;
import io.avaje.jsonb.JsonType;

/** {@code GET /metadata/list}: a folder, in pages. */
public final class ListEndpoint implements Endpoint.SignedIn {
  private static final JsonType<ListPage> ANSWER = Json.type(ListPage.class);

  private final Trees trees;

  public ListEndpoint(Trees trees) {
    this.trees = trees;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    Query query = request.query();
    ListPage page =
        trees.list(
            caller,
            query.text("path").orElse("/"),
            query.flag("recursive"),
            query.text("cursor").orElse(null),
            query.number("limit", 1, Limits.MAX_ENTRIES, Limits.MAX_ENTRIES));
    return Json.answer(ANSWER, page);
  }
}
