package dev.satchel.client.remote;

import dev.satchel.contract.Problem;
import dev.satchel.contract.ProblemCode;
import io.avaje.json.JsonException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/** Reads answers that are not of the 2xx kind. */
final class Refusals {

  private static final String PROBLEM_JSON = "application/problem+json";

  /** What a token that the server does not know any more means for a person. */
  private static final String UNLINKED =
      "this device was unlinked from the account; no file here was touched:"
          + " go on with `satchel logout` and then `satchel login`";

  private Refusals() {}

  static ServerException of(HttpResponse<byte[]> response) {
    return new ServerException.Refused(problemOf(response), retryAfter(response));
  }

  /** What stands between us and the server (a proxy, a balancer) answers without a document. */
  private static Problem problemOf(HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith(PROBLEM_JSON)) {
      try {
        Problem problem = Documents.PROBLEM.fromJson(response.body());
        if (problem != null && problem.code() != null && problem.title() != null) {
          return said(problem, response);
        }
      } catch (JsonException e) {
        return bare(response.statusCode(), "its reason cannot be read: " + e.getMessage());
      }
    }
    return bare(response.statusCode(), "it gave no reason");
  }

  private static Problem said(Problem problem, HttpResponse<byte[]> response) {
    boolean unlinked =
        problem.code().equals(ProblemCode.NOT_SIGNED_IN.text())
            && response.request().headers().firstValue(Requests.AUTHORIZATION).isPresent();
    return new Problem(
        problem.type(),
        problem.title(),
        response.statusCode(),
        problem.code(),
        unlinked ? UNLINKED : problem.detail(),
        problem.requestId(),
        problem.conflict(),
        problem.missing());
  }

  private static Problem bare(int status, String reason) {
    String code = status == 401 ? ProblemCode.NOT_SIGNED_IN.text() : "http-" + status;
    String detail = "the server answered with status " + status + ", " + reason;
    return new Problem("about:blank", "Status " + status, status, code, detail, null, null, null);
  }

  /** In seconds; a date is not something that our server sends. */
  private static Duration retryAfter(HttpResponse<byte[]> response) {
    try {
      OptionalLong seconds = response.headers().firstValueAsLong("Retry-After");
      return Duration.ofSeconds(Math.clamp(seconds.orElse(0), 0, 86_400));
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
