package dev.satchel.frontend.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the route of a request. Immutable. */
public final class Router {

  /** What the table says about an address. */
  sealed interface Match {

    /** The route, and what its braces matched. */
    record Found(Route route, Map<String, String> variables) implements Match {}

    /** Nothing lives at this address. */
    record NoSuchAddress() implements Match {}

    /** The address takes other methods. */
    record OtherMethods(Set<Method> allowed) implements Match {}
  }

  private record Row(Route route, List<String> segments) {}

  /** By the first segment, which is never a variable: a look-up sees a handful of rows. */
  private final Map<String, List<Row>> rows = new HashMap<>();

  /**
   * Builds the table.
   *
   * @throws IllegalArgumentException if two routes have one address and method
   */
  public Router(Collection<Route> routes) {
    for (Route route : routes) {
      Row row = new Row(route, route.segments());
      List<Row> siblings =
          rows.computeIfAbsent(row.segments().getFirst(), first -> new ArrayList<>());
      for (Row sibling : siblings) {
        if (sibling.route().method() == route.method()
            && sibling.route().template().equals(route.template())) {
          throw new IllegalArgumentException("two routes for " + route.template());
        }
      }
      siblings.add(row);
    }
  }

  Match match(Method method, List<String> segments) {
    Set<Method> others = EnumSet.noneOf(Method.class);
    for (Row row : rows.getOrDefault(segments.getFirst(), List.of())) {
      Optional<Map<String, String>> variables = variables(row.segments(), segments);
      if (variables.isPresent()) {
        if (row.route().method() == method) {
          return new Match.Found(row.route(), variables.get());
        }
        others.add(row.route().method());
      }
    }
    return others.isEmpty() ? new Match.NoSuchAddress() : new Match.OtherMethods(others);
  }

  private static Optional<Map<String, String>> variables(
      List<String> template, List<String> segments) {
    if (template.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < template.size(); i++) {
      String part = template.get(i);
      if (part.startsWith("{")) {
        variables.put(part.substring(1, part.length() - 1), segments.get(i));
      } else if (!part.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
