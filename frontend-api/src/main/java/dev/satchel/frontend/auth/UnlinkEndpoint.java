package dev.satchel.frontend.auth;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Sessions;

/** {@code DELETE /auth/devices/{id}}: the device's token is worth nothing from now on. */
public final class UnlinkEndpoint implements Endpoint.SignedIn {
  private final Sessions sessions;

  public UnlinkEndpoint(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    if (!sessions.unlink(caller, request.variable("id"))) {
      throw new ProblemException(ProblemCode.NOT_FOUND, "You have no such device.");
    }
    return Response.empty(204);
  }
}
