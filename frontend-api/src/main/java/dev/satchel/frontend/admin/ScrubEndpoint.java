package dev.satchel.frontend.admin;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.volume.CellAdmin;
import dev.satchel.volume.admin.ScrubOrder;
import dev.satchel.volume.admin.ScrubView;
import io.avaje.jsonb.JsonType;

/** {@code POST /admin/scrub}: tells the scrub of every node something. */
final class ScrubEndpoint implements Endpoint.Operator {
  private static final JsonType<ScrubRequest> REQUEST = Json.type(ScrubRequest.class);
  private static final JsonType<ScrubView> ANSWER = Json.type(ScrubView.class);

  private final CellAdmin cell;

  ScrubEndpoint(CellAdmin cell) {
    this.cell = cell;
  }

  @Override
  public Response answer(Request request) {
    ScrubRequest told = Json.read(REQUEST, request.readBytes());
    Long bytesPerSecond = told.bytesPerSecond();
    ScrubOrder order =
        new ScrubOrder(
            Json.required(told.action(), "action"), bytesPerSecond == null ? 0 : bytesPerSecond);
    try {
      return Json.answer(ANSWER, cell.scrub(order));
    } catch (IllegalArgumentException senseless) {
      throw new ProblemException(ProblemCode.INVALID, String.valueOf(senseless.getMessage()));
    }
  }
}
