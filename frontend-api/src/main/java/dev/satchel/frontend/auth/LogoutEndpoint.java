package dev.satchel.frontend.auth;

import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Sessions;

/** {@code POST /auth/logout}: unlinks the calling device. */
public final class LogoutEndpoint implements Endpoint.SignedIn {
  private final Sessions sessions;

  public LogoutEndpoint(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    sessions.logout(caller);
    return Response.empty(204);
  }
}
