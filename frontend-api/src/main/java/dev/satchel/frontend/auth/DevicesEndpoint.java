package dev.satchel.frontend.auth;

import dev.satchel.contract.DeviceList;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Sessions;
import io.avaje.jsonb.JsonType;

/** {@code GET /auth/devices}. */
public final class DevicesEndpoint implements Endpoint.SignedIn {
  private static final JsonType<DeviceList> ANSWER = Json.type(DeviceList.class);

  private final Sessions sessions;

  public DevicesEndpoint(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    return Json.answer(ANSWER, new DeviceList(sessions.devices(caller)));
  }
}
