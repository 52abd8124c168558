package dev.satchel.frontend.auth;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Sessions;
import java.util.function.Consumer;

/** {@code DELETE /auth/devices/{id}}: the device's token is worth nothing from now on. */
public final class UnlinkEndpoint implements Endpoint.SignedIn {
  private final Sessions sessions;
  private final Consumer<Caller> unlinked;

  /**
   * The endpoint.
   *
   * @param unlinked is told whose user has one device less
   */
  public UnlinkEndpoint(Sessions sessions, Consumer<Caller> unlinked) {
    this.sessions = sessions;
    this.unlinked = unlinked;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    if (!sessions.unlink(caller, request.variable("id"))) {
      throw new ProblemException(ProblemCode.NOT_FOUND, "You have no such device.");
    }
    unlinked.accept(caller);
    return Response.empty(204);
  }
}
