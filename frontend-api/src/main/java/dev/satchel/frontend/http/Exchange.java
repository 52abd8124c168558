package dev.satchel.frontend.http;

import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer, seen from any thread. */
final class Exchange implements Answer {
  private static final Logger access = LoggerFactory.getLogger("satchel.access");
  private static final Runnable NOTHING = () -> {};
  private static final Runnable GONE = () -> {};

  private final HttpConnection connection;
  private final ServerContext server;
  private final RequestHead head;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicReference<Runnable> whenGone = new AtomicReference<>(NOTHING);
  private volatile String route = "none";

  Exchange(HttpConnection connection, ServerContext server, RequestHead head) {
    this.connection = connection;
    this.server = server;
    this.head = head;
  }

  RequestHead head() {
    return head;
  }

  /** Runs the handler on this thread, and answers for it if it throws. */
  void run(Route found, Request request, RequestBody body) {
    route = found.name();
    try (body) {
      found.handler().handle(request, this);
    } catch (ClientGoneException e) {
      connection.abort();
    } catch (Exception | Error e) {
      send(Problems.render(e, head.id()));
    } finally {
      server.load().ran();
    }
  }

  @Override
  public void send(Response response) {
    if (!answered.compareAndSet(false, true)) {
      response.discard();
      return;
    }
    whenGone.set(NOTHING);
    Response visible =
        (head.method().equals("HEAD") ? withoutBody(response) : response)
            .with("x-request-id", head.id());
    try {
      if (visible.body() instanceof ResponseBody.Streamed streamed) {
        stream(visible, streamed);
      } else {
        connection.write(this, visible);
      }
    } catch (RejectedExecutionException e) {
      visible.discard();
    }
  }

  @Override
  public void onGone(Runnable action) {
    if (!whenGone.compareAndSet(NOTHING, action) && whenGone.get() == GONE) {
      action.run();
    }
  }

  /** The connection ended; called on its event loop. */
  void connectionEnded() {
    whenGone.getAndSet(GONE).run();
  }

  /** The answer was sent, or could not be; called on the connection's event loop. */
  void finished(int status, long lengthBytes) {
    long nanos = System.nanoTime() - startNanos;
    MetricRegistry metrics = server.metrics();
    metrics.timer("satchel.http." + route).update(nanos, TimeUnit.NANOSECONDS);
    metrics.counter("satchel.http.answers." + status / 100 + "xx").inc();
    if (access.isInfoEnabled()) {
      access.info(
          "{} {} {} {} {} B {} us",
          head.id(),
          head.method(),
          head.path(),
          status,
          lengthBytes,
          TimeUnit.NANOSECONDS.toMicros(nanos));
    }
  }

  private void stream(Response response, ResponseBody.Streamed body) {
    StreamedAnswer out = new StreamedAnswer(connection, server.limits().timeouts(), body);
    connection.writeHead(response);
    try {
      body.source().writeTo(out);
      out.end();
      connection.writeEnd(this, response);
    } catch (Exception | Error e) {
      if (!(e instanceof ClientGoneException)) {
        LoggerFactory.getLogger(Exchange.class).error("request {} broke off", head.id(), e);
      }
      connection.abort();
    }
  }

  private static Response withoutBody(Response response) {
    response.discard();
    return new Response(
        response.status(),
        response.headers(),
        new ResponseBody.None(response.body().lengthBytes()));
  }
}
