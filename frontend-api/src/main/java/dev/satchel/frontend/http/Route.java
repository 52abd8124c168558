package dev.satchel.frontend.http;

import java.util.List;
import java.util.Set;

/**
 * One row of the route table.
 *
 * @param name for metrics and logs
 * @param template the path; a segment in braces matches anything: {@code /blocks/{hash}}
 * @param parameters the query parameters that the route knows; others are refused
 */
public record Route(
    String name,
    Method method,
    String template,
    BodyRule body,
    Set<String> parameters,
    Handler handler) {

  /** The template's parts between its slashes. */
  List<String> segments() {
    return List.of(template.substring(1).split("/", -1));
  }
}
