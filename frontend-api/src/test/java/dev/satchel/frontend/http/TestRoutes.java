package dev.satchel.frontend.http;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A few routes that show what the server makes of requests. */
final class TestRoutes {
  static final int BLOCK_BYTES = 4 * 1024 * 1024;

  /** Released by a test to let {@code /wait} answer. */
  final CountDownLatch gate = new CountDownLatch(1);

  /** Done when the client of {@code /park} is gone. */
  final CompletableFuture<Void> parkedGone = new CompletableFuture<>();

  /** Released when a request has come to {@code /wait}. */
  final CountDownLatch waiting = new CountDownLatch(1);

  final CountDownLatch parked = new CountDownLatch(1);

  Router router() {
    List<Route> routes = new ArrayList<>();
    routes.add(get("/hello", (request, answer) -> answer.send(text("hello"))));
    routes.add(
        get("/item/{name}", (request, answer) -> answer.send(text(request.variable("name")))));
    routes.add(
        new Route(
            "query",
            Method.GET,
            "/query",
            BodyRule.NONE,
            Set.of("limit", "text"),
            (request, answer) ->
                answer.send(
                    text(
                        request.query().number("limit", 1, 10, 5)
                            + request.query().text("text").orElse("-")))));
    routes.add(
        new Route(
            "echo",
            Method.POST,
            "/echo",
            BodyRule.atMost(100_000),
            Set.of(),
            (request, answer) ->
                answer.send(Response.octets(200, new ResponseBody.Bytes(request.readBytes())))));
    routes.add(
        new Route(
            "block",
            Method.PUT,
            "/block",
            BodyRule.atMost(BLOCK_BYTES),
            Set.of(),
            (request, answer) -> {
              try (ReceivedBlock block = request.readBlock()) {
                answer.send(text(block.hash() + " " + block.payload().lengthBytes()));
              }
            }));
    routes.add(
        new Route(
            "ignore",
            Method.PUT,
            "/ignore",
            BodyRule.atMost(BLOCK_BYTES),
            Set.of(),
            (request, answer) -> answer.send(text("not read"))));
    routes.add(
        get(
            "/stream",
            (request, answer) ->
                answer.send(
                    Response.octets(200, new ResponseBody.Streamed(30_000_000, this::stream)))));
    routes.add(
        get(
            "/short",
            (request, answer) ->
                answer.send(
                    Response.octets(
                        200, new ResponseBody.Streamed(10, out -> out.write(part(5)))))));
    routes.add(
        get(
            "/bug",
            (request, answer) -> {
              throw new IllegalStateException("secret");
            }));
    routes.add(
        get(
            "/wait",
            (request, answer) -> {
              waiting.countDown();
              gate.await();
              answer.send(text("waited"));
            }));
    routes.add(
        get(
            "/park",
            (request, answer) -> {
              answer.onGone(() -> parkedGone.complete(null));
              parked.countDown();
            }));
    return new Router(routes);
  }

  private void stream(BodyWriter out) {
    for (int i = 0; i < 30; i++) {
      out.write(part(1_000_000));
    }
  }

  private static Payload part(int lengthBytes) {
    return new Payload(Unpooled.wrappedBuffer(new byte[lengthBytes]), () -> {});
  }

  private static Route get(String template, Handler handler) {
    String name = template.substring(1).replace('/', '.');
    return new Route(name, Method.GET, template, BodyRule.NONE, Set.of(), handler);
  }

  private static Response text(String text) {
    return Response.text("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }
}
