package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Decides from the head of a request where it goes, and whether it may. Pure. */
final class Dispatch {

  private Dispatch() {}

  /**
   * Finds the route, and checks what can be checked before its handler runs.
   *
   * @throws ProblemException if there is none, or the request cannot be for it
   */
  static Router.Match.Found find(Router router, RequestHead head, RequestTarget target) {
    Method method = Method.of(head.method());
    if (method == null) {
      throw new ProblemException(
          ProblemCode.METHOD_NOT_ALLOWED, "This server does not know that method.");
    }
    return switch (router.match(method, target.segments())) {
      case Router.Match.Found found -> {
        requireAcceptable(found.route(), head, target);
        yield found;
      }
      case Router.Match.NoSuchAddress() ->
          throw new ProblemException(ProblemCode.NOT_FOUND, "Nothing lives at this address.");
      case Router.Match.OtherMethods(var allowed) -> throw otherMethods(allowed);
    };
  }

  private static ProblemException otherMethods(Set<Method> allowed) {
    String names =
        new TreeSet<>(allowed).stream().map(Method::name).collect(Collectors.joining(", "));
    return new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, "Allowed here: " + names + ".")
        .with("allow", names);
  }

  private static void requireAcceptable(Route route, RequestHead head, RequestTarget target) {
    target.query().requireOnly(route.parameters());
    if (head.declaredBytes() > route.body().maxBytes()) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "The body may have at most " + route.body().maxBytes() + " bytes here.");
    }
  }
}
