package dev.satchel.frontend.admin;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.volume.Heartbeat;
import dev.satchel.volume.Membership;
import dev.satchel.volume.UnknownExtentsException;
import io.avaje.jsonb.JsonType;

/** {@code POST /cell/heartbeat}: a storage node says how it is. */
public final class HeartbeatEndpoint implements Endpoint.Member {
  private static final JsonType<Heartbeat> REQUEST = Json.type(Heartbeat.class);

  private final Membership membership;

  public HeartbeatEndpoint(Membership membership) {
    this.membership = membership;
  }

  @Override
  public Response answer(Request request, byte[] body) {
    Heartbeat heartbeat = Json.read(REQUEST, body);
    Json.required(heartbeat.nodeId(), "node_id");
    Json.required(heartbeat.address(), "address");
    Json.required(heartbeat.domain(), "domain");
    Json.required(heartbeat.disks(), "disks");
    try {
      membership.send(heartbeat);
    } catch (UnknownExtentsException e) {
      throw new ProblemException(ProblemCode.REFUSED, String.valueOf(e.getMessage()));
    }
    return Response.empty(204);
  }
}
