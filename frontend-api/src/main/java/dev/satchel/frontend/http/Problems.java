package dev.satchel.frontend.http;

import dev.satchel.contract.Problem;
import dev.satchel.contract.ProblemCode;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where something that went wrong becomes an answer. */
final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final JsonType<Problem> JSON = Jsonb.builder().build().type(Problem.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private Problems() {}

  /** Renders what a handler threw; logs it when it is a fault of ours. */
  static Response render(Throwable thrown, String requestId) {
    if (thrown instanceof ProblemException problem) {
      return render(problem, requestId);
    }
    log.error("request {} failed", requestId, thrown);
    return render(
        new ProblemException(ProblemCode.FAILED, "The server's log knows more."), requestId);
  }

  private static Response render(ProblemException problem, String requestId) {
    ProblemCode code = problem.code();
    byte[] document =
        JSON.toJsonBytes(
            new Problem(
                "about:blank",
                code.title(),
                code.status(),
                code.text(),
                problem.getMessage(),
                requestId,
                problem.conflict(),
                problem.missing()));
    List<Header> headers = new ArrayList<>(problem.headers());
    headers.add(new Header("content-type", "application/problem+json"));
    addRetryAfter(code, problem.retryAfter(), headers);
    if (code == ProblemCode.NOT_SIGNED_IN) {
      headers.add(new Header("www-authenticate", "Bearer"));
    }
    return new Response(code.status(), headers, new ResponseBody.Bytes(document));
  }

  private static void addRetryAfter(
      ProblemCode code, @Nullable Duration retryAfter, List<Header> headers) {
    boolean required = code.status() == 429 || code.status() == 503;
    if (retryAfter != null || required) {
      Duration after = retryAfter == null ? SOON : retryAfter;
      headers.add(new Header("retry-after", Long.toString(Math.max(1, after.toSeconds()))));
    }
  }
}
