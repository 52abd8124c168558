package dev.satchel.client.remote;

import dev.satchel.contract.Problem;
import dev.satchel.contract.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call to the server that did not succeed: there was no answer, the answer was a refusal, or the
 * answer made no sense.
 */
public abstract sealed class ServerException extends IOException {

  private static final long serialVersionUID = 1L;

  private ServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A stable word for programs: a {@link ProblemCode}'s text, or one of this class's own. */
  public abstract String code();

  /** Whether the same call may succeed later with nothing changed on this side. */
  public abstract boolean retryable();

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return 0;
  }

  /** How long the server asks to be left alone; zero when it did not say. */
  public Duration retryAfter() {
    return Duration.ZERO;
  }

  /** Whether the server answered with this code. */
  public final boolean is(ProblemCode code) {
    return code.text().equals(code());
  }

  /** No answer: no route, connection refused or cut, or the deadline passed. */
  public static final class Unreachable extends ServerException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /** An attempt that got no answer, and why. */
    public Unreachable(String message, boolean sent, @Nullable Throwable cause) {
      super(message, cause);
      this.sent = sent;
    }

    /** Whether the server may have acted on the call all the same. */
    public boolean sent() {
      return sent;
    }

    @Override
    public String code() {
      return "unreachable";
    }

    @Override
    public boolean retryable() {
      return true;
    }
  }

  /** The server understood, and said no. */
  public static final class Refused extends ServerException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Duration retryAfter;

    /** A refusal as the server worded it. */
    public Refused(Problem problem, Duration retryAfter) {
      super(problem.detail() == null ? problem.title() : problem.detail(), null);
      this.problem = problem;
      this.retryAfter = retryAfter;
    }

    /** The whole problem document. */
    public Problem problem() {
      return problem;
    }

    @Override
    public String code() {
      return problem.code();
    }

    @Override
    public boolean retryable() {
      int status = status();
      return status == 408 || status == 429 || status >= 500 && status != 507;
    }

    @Override
    public int status() {
      return problem.status();
    }

    @Override
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** An answer that breaks the contract: wrong bytes, a short body, a document of another shape. */
  public static final class BadAnswer extends ServerException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** An answer with this status that cannot be used, and why. */
    public BadAnswer(int status, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.status = status;
    }

    @Override
    public String code() {
      return "bad-answer";
    }

    @Override
    public boolean retryable() {
      return true;
    }

    @Override
    public int status() {
      return status;
    }
  }
}
