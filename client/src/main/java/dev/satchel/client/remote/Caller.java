package dev.satchel.client.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Sends calls: so many at once, each with a deadline, again after a wait where the failure passes
 * and the call may be repeated.
 */
final class Caller {

  private final HttpClient http;
  private final Backoff backoff;
  private final Semaphore inFlight;
  private final Pause pause;

  /** Sleeping, so that tests need not. */
  @FunctionalInterface
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  Caller(HttpClient http, Backoff backoff, int maxInFlight, Pause pause) {
    this.http = http;
    this.backoff = backoff;
    this.inFlight = new Semaphore(maxInFlight);
    this.pause = pause;
  }

  /** The body of the first answer of the 2xx kind; every attempt gets a receiver of its own. */
  byte[] call(Call call, Supplier<? extends Receiver> receivers) throws ServerException {
    for (int attempt = 1; ; attempt++) {
      try {
        return bounded(call, receivers.get());
      } catch (ServerException e) {
        if (!passes(e, call.repeatable()) || !backoff.mayRetry(attempt, e.retryAfter())) {
          throw e;
        }
        rest(backoff.delayAfter(attempt, e.retryAfter(), ThreadLocalRandom.current()));
      }
    }
  }

  /** A call that waits for long by design: sent once, and not counted among those in flight. */
  byte[] once(Call call) throws ServerException {
    return attempt(call, BoundedBody.DOCUMENT);
  }

  private byte[] bounded(Call call, Receiver receiver) throws ServerException {
    try {
      inFlight.acquire();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      return attempt(call, receiver);
    } finally {
      receiver.abandon();
      inFlight.release();
    }
  }

  private byte[] attempt(Call call, Receiver receiver) throws ServerException {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(call.request(), receiver);
    try {
      HttpResponse<byte[]> response = answer.get(call.deadline().toNanos(), TimeUnit.NANOSECONDS);
      if (response.statusCode() / 100 == 2) {
        return response.body();
      }
      throw Refusals.of(response);
    } catch (TimeoutException e) {
      throw new ServerException.Unreachable(
          "no answer from "
              + call.request().uri().getAuthority()
              + " within "
              + call.deadline().toSeconds()
              + " s",
          true,
          e);
    } catch (ExecutionException e) {
      throw failure(call, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      answer.cancel(true);
    }
  }

  private void rest(Duration time) throws ServerException {
    try {
      pause.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether trying again can help, and can do no harm. */
  private static boolean passes(ServerException e, boolean repeatable) {
    return switch (e) {
      case ServerException.Unreachable u -> repeatable || !u.sent();
      case ServerException.Refused r ->
          r.retryable() && (repeatable || r.status() == 429 || r.status() == 503);
      case ServerException.BadAnswer _ -> repeatable;
    };
  }

  private static ServerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ServerException.Unreachable("the call was interrupted", true, e);
  }

  private static ServerException failure(Call call, Throwable cause) {
    String server = call.request().uri().getAuthority();
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof ServerException e) {
        return e;
      }
      if (t instanceof ConnectException || t instanceof HttpConnectTimeoutException) {
        return new ServerException.Unreachable("no connection to " + server, false, t);
      }
    }
    if (cause instanceof IOException) {
      return new ServerException.Unreachable(
          "the connection to " + server + " was lost: " + cause.getMessage(), true, cause);
    }
    throw new IllegalStateException("a call failed in no known way", cause);
  }
}
