package dev.satchel.frontend.auth;

import dev.satchel.contract.LoginAnswer;
import dev.satchel.contract.LoginRequest;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.LoginOutcome;
import dev.satchel.metadata.Sessions;
import io.avaje.jsonb.JsonType;
import java.util.Arrays;

/** {@code POST /auth/login}: a password for a token. */
public final class LoginEndpoint implements Endpoint.Open {
  private static final JsonType<LoginRequest> REQUEST = Json.type(LoginRequest.class);
  private static final JsonType<LoginAnswer> ANSWER = Json.type(LoginAnswer.class);

  private final Sessions sessions;
  private final LoginThrottle throttle = new LoginThrottle(System::nanoTime);

  public LoginEndpoint(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Response answer(Request request) {
    LoginRequest login = Json.read(REQUEST, request.readBytes());
    String email = Json.required(login.email(), "email");
    char[] password = Json.required(login.password(), "password").toCharArray();
    String device = Json.required(login.device(), "device");
    try (LoginThrottle.Try attempt = throttle.begin(email)) {
      return switch (sessions.login(email, password, device)) {
        case LoginOutcome.SignedIn(LoginAnswer answer) -> {
          attempt.succeeded();
          yield Json.answer(ANSWER, answer);
        }
        case LoginOutcome.Rejected() ->
            throw new ProblemException(
                ProblemCode.NOT_SIGNED_IN, "There is no such account, or not with this password.");
        case LoginOutcome.Invalid(String why) ->
            throw new ProblemException(ProblemCode.INVALID, why);
      };
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
