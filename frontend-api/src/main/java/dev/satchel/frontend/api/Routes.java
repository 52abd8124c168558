package dev.satchel.frontend.api;

import dev.satchel.frontend.http.BodyRule;
import dev.satchel.frontend.http.Method;
import dev.satchel.frontend.http.Route;
import dev.satchel.frontend.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds a route table, a line a route. */
public final class Routes {
  private final Gatekeeper gatekeeper;
  private final List<Route> routes = new ArrayList<>();

  public Routes(Gatekeeper gatekeeper) {
    this.gatekeeper = gatekeeper;
  }

  /** A GET with these query parameters. */
  public Routes get(String name, String template, Endpoint endpoint, String... parameters) {
    return add(name, Method.GET, template, BodyRule.NONE, endpoint, parameters);
  }

  /** A HEAD with these query parameters. */
  public Routes head(String name, String template, Endpoint endpoint, String... parameters) {
    return add(name, Method.HEAD, template, BodyRule.NONE, endpoint, parameters);
  }

  /** A POST of at most so many bytes. */
  public Routes post(String name, String template, int maxBodyBytes, Endpoint endpoint) {
    return add(name, Method.POST, template, BodyRule.atMost(maxBodyBytes), endpoint);
  }

  /** A PUT of at most so many bytes. */
  public Routes put(String name, String template, int maxBodyBytes, Endpoint endpoint) {
    return add(name, Method.PUT, template, BodyRule.atMost(maxBodyBytes), endpoint);
  }

  /** A DELETE. */
  public Routes delete(String name, String template, Endpoint endpoint) {
    return add(name, Method.DELETE, template, BodyRule.NONE, endpoint);
  }

  /** The table. */
  public Router router() {
    return new Router(routes);
  }

  private Routes add(
      String name,
      Method method,
      String template,
      BodyRule body,
      Endpoint endpoint,
      String... parameters) {
    routes.add(
        new Route(
            name, method, template, body, Set.of(parameters), gatekeeper.guard(endpoint, method)));
    return this;
  }
}
