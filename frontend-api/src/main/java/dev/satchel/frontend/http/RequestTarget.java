package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of a request, taken apart.
 *
 * @param path as it came, without the query
 * @param segments the decoded parts of the path between its slashes
 */
record RequestTarget(String path, List<String> segments, Query query) {

  /**
   * Parses the origin form ({@code /a/b?c=d}) or the absolute form of a request target.
   *
   * @throws ProblemException if it is neither, or holds {@code .} or {@code ..} segments, raw or
   *     escaped
   */
  static RequestTarget parse(String raw) {
    String target = withoutAuthority(raw);
    requireVisibleAscii(target);
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    return new RequestTarget(path, segments(path), Query.parse(query));
  }

  private static String withoutAuthority(String raw) {
    if (raw.startsWith("/")) {
      return raw;
    }
    for (String scheme : List.of("http://", "https://")) {
      if (raw.regionMatches(true, 0, scheme, 0, scheme.length())) {
        int slash = raw.indexOf('/', scheme.length());
        return slash < 0 ? "/" : raw.substring(slash);
      }
    }
    throw bad("The address must start with a slash.");
  }

  private static void requireVisibleAscii(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        throw bad("The address holds a character that must be percent-escaped.");
      }
    }
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String part : path.substring(1).split("/", -1)) {
      String segment = Percent.decode(part, false);
      if (segment.equals(".") || segment.equals("..")) {
        throw bad("The address holds a dot segment.");
      }
      segments.add(segment);
    }
    return segments;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
