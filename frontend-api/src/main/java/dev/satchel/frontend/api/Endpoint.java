package dev.satchel.frontend.api;

import dev.satchel.frontend.http.Answer;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;

/** What answers a route, by who may call it. The {@link Gatekeeper} checks that. */
public sealed interface Endpoint {

  /** For everybody. */
  @FunctionalInterface
  non-sealed interface Open extends Endpoint {
    Response answer(Request request) throws Exception;
  }

  /** For a signed-in device. */
  @FunctionalInterface
  non-sealed interface SignedIn extends Endpoint {
    Response answer(Request request, Caller caller) throws Exception;
  }

  /** For a signed-in device that waits: the answer comes later, and no thread waits for it. */
  @FunctionalInterface
  non-sealed interface Waiting extends Endpoint {
    void answer(Request request, Caller caller, Answer later) throws Exception;
  }

  /** For the holder of the admin token. */
  @FunctionalInterface
  non-sealed interface Operator extends Endpoint {
    Response answer(Request request) throws Exception;
  }

  /** For a member of the cell, who signed the body with the cluster key. */
  @FunctionalInterface
  non-sealed interface Member extends Endpoint {
    Response answer(Request request, byte[] body) throws Exception;
  }
}
