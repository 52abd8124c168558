package dev.satchel.frontend.ops;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** {@code GET /healthz} and {@code GET /readyz}. */
public final class Health {
  private static final Response OK =
      Response.text("text/plain; charset=utf-8", "ok\n".getBytes(StandardCharsets.US_ASCII));

  private Health() {}

  /** The process answers, which is all that it claims. */
  public static Endpoint.Open alive() {
    return request -> OK;
  }

  /** The process can do its work now; otherwise 503, so that a balancer looks elsewhere. */
  public static Endpoint.Open ready(BooleanSupplier ready) {
    return request -> {
      if (!ready.getAsBoolean()) {
        throw new ProblemException(ProblemCode.UNAVAILABLE, "Not ready yet.");
      }
      return OK;
    };
  }
}
