package dev.satchel.frontend.http;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer is a problem document. Thrown by handlers, rendered in one place; it carries no stack
 * trace because it is an answer and not a fault.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProblemCode code;
  private final transient @Nullable Duration retryAfter;
  private final transient @Nullable Entry conflict;
  private final transient @Nullable List<BlockHash> missing;
  private final transient List<Header> headers;

  /** A problem with one sentence for a person. */
  public ProblemException(ProblemCode code, String detail) {
    this(code, detail, null, null, null, List.of());
  }

  private ProblemException(
      ProblemCode code,
      @Nullable String detail,
      @Nullable Duration retryAfter,
      @Nullable Entry conflict,
      @Nullable List<BlockHash> missing,
      List<Header> headers) {
    super(detail, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
    this.conflict = conflict;
    this.missing = missing;
    this.headers = headers;
  }

  /** A problem that goes away by itself. */
  public static ProblemException retryLater(ProblemCode code, String detail, Duration after) {
    return new ProblemException(code, detail, after, null, null, List.of());
  }

  /** A commit's refusal with what the caller needs to go on. */
  public static ProblemException refusedCommit(
      ProblemCode code,
      @Nullable String detail,
      @Nullable Entry conflict,
      @Nullable List<BlockHash> missing) {
    return new ProblemException(code, detail, null, conflict, missing, List.of());
  }

  /** This problem, answered with one more header field. */
  public ProblemException with(String name, String value) {
    return new ProblemException(
        code, getMessage(), retryAfter, conflict, missing, List.of(new Header(name, value)));
  }

  /** The stable code. */
  public ProblemCode code() {
    return code;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  @Nullable Entry conflict() {
    return conflict;
  }

  @Nullable List<BlockHash> missing() {
    return missing;
  }

  List<Header> headers() {
    return headers;
  }
}
