package dev.satchel.frontend.tree;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.RestoreRequest;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Versions;
import io.avaje.jsonb.JsonType;

/** {@code POST /versions/restore}: makes an old version the newest. */
public final class RestoreEndpoint implements Endpoint.SignedIn {
  private static final JsonType<RestoreRequest> REQUEST = Json.type(RestoreRequest.class);

  private final Versions versions;

  public RestoreEndpoint(Versions versions) {
    this.versions = versions;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    RestoreRequest restore = Json.read(REQUEST, request.readBytes());
    String path = Json.required(restore.path(), "path");
    String rev = Json.required(restore.rev(), "rev");
    CommitResult result = versions.restore(caller, path, rev);
    return CommitResults.response(result, null);
  }
}
