package dev.satchel.frontend.api;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.Handler;
import dev.satchel.frontend.http.Method;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.metadata.Caller;
import dev.satchel.volume.ClusterAuth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;

/** Lets callers through to the endpoints that are for them. Thread-safe. */
public final class Gatekeeper {
  private static final String SCHEME = "Bearer ";

  private final Function<String, Optional<Caller>> devices;
  private final byte[] adminToken;
  private final ClusterAuth members;

  /**
   * A gatekeeper.
   *
   * @param devices whose token this is
   * @param adminToken what an operator shows
   */
  public Gatekeeper(
      Function<String, Optional<Caller>> devices, String adminToken, ClusterAuth members) {
    this.devices = devices;
    this.adminToken = adminToken.getBytes(StandardCharsets.UTF_8);
    this.members = members;
  }

  /** The handler that checks the caller, then has the endpoint answer. */
  public Handler guard(Endpoint endpoint, Method method) {
    Handler handler =
        switch (endpoint) {
          case Endpoint.Open open -> (request, answer) -> answer.send(open.answer(request));
          case Endpoint.SignedIn signedIn ->
              (request, answer) -> answer.send(signedIn.answer(request, caller(request)));
          case Endpoint.Waiting waiting ->
              (request, answer) -> waiting.answer(request, caller(request), answer);
          case Endpoint.Operator operator ->
              (request, answer) -> {
                requireOperator(request);
                answer.send(operator.answer(request));
              };
          case Endpoint.Member member ->
              (request, answer) ->
                  answer.send(member.answer(request, signedBody(request, method.name())));
        };
    return (request, answer) -> {
      try {
        handler.handle(request, answer);
      } catch (RuntimeException e) {
        throw Refusals.of(e);
      }
    };
  }

  private Caller caller(Request request) {
    return devices
        .apply(token(request))
        .orElseThrow(() ->
            new ProblemException(ProblemCode.NOT_SIGNED_IN, "The token is not valid any more."));
  }

  private void requireOperator(Request request) {
    byte[] shown = token(request).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(shown, adminToken)) {
      throw new ProblemException(ProblemCode.REFUSED, "This takes the admin token.");
    }
  }

  private byte[] signedBody(Request request, String method) {
    byte[] body = request.readBytes();
    String signature = request.header(ClusterAuth.HEADER).orElse(null);
    if (!members.verify(signature, method, request.path(), body)) {
      throw new ProblemException(ProblemCode.REFUSED, "This takes the cluster key's signature.");
    }
    return body;
  }

  private static String token(Request request) {
    String authorization = request.header("authorization").orElse("");
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new ProblemException(ProblemCode.NOT_SIGNED_IN, "This takes a bearer token.");
    }
    return authorization.substring(SCHEME.length()).strip();
  }
}
