package dev.satchel.frontend.tree;

import dev.satchel.contract.VersionList;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Versions;
import io.avaje.jsonb.JsonType;

/** {@code GET /versions}: the history of a path, newest first. */
public final class VersionsEndpoint implements Endpoint.SignedIn {
  private static final JsonType<VersionList> ANSWER = Json.type(VersionList.class);

  private final Versions versions;

  public VersionsEndpoint(Versions versions) {
    this.versions = versions;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    return Json.answer(ANSWER, versions.list(caller, request.query().required("path")));
  }
}
