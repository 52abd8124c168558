package dev.satchel.frontend.auth;

import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Sessions;
import java.util.function.Consumer;

/** {@code POST /auth/logout}: unlinks the calling device. */
public final class LogoutEndpoint implements Endpoint.SignedIn {
  private final Sessions sessions;
  private final Consumer<Caller> unlinked;

  /**
   * The endpoint.
   *
   * @param unlinked is told whose user has one device less
   */
  public LogoutEndpoint(Sessions sessions, Consumer<Caller> unlinked) {
    this.sessions = sessions;
    this.unlinked = unlinked;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    sessions.logout(caller);
    unlinked.accept(caller);
    return Response.empty(204);
  }
}
