package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a body that a request wants.
 *
 * @param partial whether it asked for a part; the part may still be all of it
 * @param first of the bytes sent
 * @param totalBytes of the whole body
 */
public record ByteRange(boolean partial, long first, long lengthBytes, long totalBytes) {
  private static final Pattern ONE_RANGE =
      Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

  /**
   * Reads a {@code Range} header. Several ranges, other units and what cannot be understood get the
   * whole body, as RFC 9110 allows.
   *
   * @throws ProblemException 416 when the range lies outside the body
   */
  public static ByteRange of(Optional<String> header, long totalBytes) {
    Matcher range = ONE_RANGE.matcher(header.orElse(""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return whole(totalBytes);
    }
    if (range.group(1).isEmpty()) {
      long length = Math.min(Long.parseLong(range.group(2)), totalBytes);
      return part(totalBytes - length, totalBytes - 1, totalBytes);
    }
    long first = Long.parseLong(range.group(1));
    long last =
        range.group(2).isEmpty()
            ? totalBytes - 1
            : Math.min(Long.parseLong(range.group(2)), totalBytes - 1);
    if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
      return whole(totalBytes);
    }
    return part(first, last, totalBytes);
  }

  /** All of a body. */
  public static ByteRange whole(long totalBytes) {
    return new ByteRange(false, 0, totalBytes, totalBytes);
  }

  /** 206 for a part, 200 for the whole. */
  public int status() {
    return partial ? 206 : 200;
  }

  /** The response with what a client needs to know of the range. */
  public Response on(Response response) {
    Response ranged = response.with("accept-ranges", "bytes");
    return partial
        ? ranged.with(
            "content-range", "bytes " + first + "-" + (first + lengthBytes - 1) + "/" + totalBytes)
        : ranged;
  }

  private static ByteRange part(long first, long last, long totalBytes) {
    if (first > last) {
      throw new ProblemException(ProblemCode.BAD_RANGE, "The body has " + totalBytes + " bytes.")
          .with("content-range", "bytes */" + totalBytes);
    }
    return new ByteRange(true, first, last - first + 1, totalBytes);
  }
}
