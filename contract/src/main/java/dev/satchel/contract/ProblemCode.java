package dev.satchel.contract;

import java.util.Locale;

/**
 * The stable codes of problem documents and commit results, with the HTTP status each goes with.
 *
 * <p>The text form is the lower-case name with hyphens: {@code hash-mismatch}.
 */
public enum ProblemCode {
  BAD_REQUEST(400, "The request cannot be understood"),
  BAD_PATH(400, "The path is not allowed"),
  TOO_MANY(400, "The request names too many things"),
  UNKNOWN_CURSOR(400, "The cursor is not one of this server's"),
  NOT_SIGNED_IN(401, "Sign in first"),
  REFUSED(403, "This is not allowed"),
  READ_ONLY(403, "The folder is shared read-only"),
  NOT_FOUND(404, "There is nothing here"),
  UNKNOWN_BLOCK(404, "No file of yours has this block"),
  METHOD_NOT_ALLOWED(405, "This address does not take that method"),
  TIMED_OUT(408, "The request took too long to arrive"),
  CONFLICT(409, "The path has changed since"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA(415, "The body's type is not taken here"),
  BAD_RANGE(416, "The range lies outside the file"),
  HASH_MISMATCH(422, "The bytes do not have this hash"),
  NEED_BLOCKS(422, "Blocks are missing"),
  INVALID(422, "The request's content is not valid"),
  NOT_DONE(424, "Another entry of the same atomic commit was refused"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  FAILED(500, "The server failed"),
  UNAVAILABLE(503, "The server cannot do this now"),
  OVER_QUOTA(507, "The account is full"),
  NO_SPACE(507, "The store is full");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One short sentence, the same for every problem of this code. */
  public String title() {
    return title;
  }

  /** The JSON form. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
