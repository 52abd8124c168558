package dev.satchel.frontend.admin;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.volume.CellAdmin;
import dev.satchel.volume.admin.DiskDecision;
import dev.satchel.volume.admin.DiskOrder;
import io.avaje.jsonb.JsonType;
import java.util.Objects;

/** {@code POST /admin/disks/{id}/quarantine}: keeps a disk apart, or says what that would mean. */
final class QuarantineEndpoint implements Endpoint.Operator {
  private static final JsonType<QuarantineRequest> REQUEST = Json.type(QuarantineRequest.class);
  private static final JsonType<DiskDecision> ANSWER = Json.type(DiskDecision.class);

  private final CellAdmin cell;

  QuarantineEndpoint(CellAdmin cell) {
    this.cell = cell;
  }

  @Override
  public Response answer(Request request) {
    QuarantineRequest told = Json.read(REQUEST, request.readBytes());
    DiskOrder order =
        new DiskOrder(
            Boolean.TRUE.equals(told.release()),
            Objects.requireNonNullElse(told.reason(), "asked for by an operator"),
            Boolean.TRUE.equals(told.apply()));
    try {
      return Json.answer(
          ANSWER,
          cell.quarantine(request.variable("id"), order)
              .orElseThrow(
                  () -> new ProblemException(ProblemCode.NOT_FOUND, "There is no such disk.")));
    } catch (IllegalArgumentException senseless) {
      throw new ProblemException(ProblemCode.INVALID, String.valueOf(senseless.getMessage()));
    }
  }
}
