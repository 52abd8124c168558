package dev.satchel.frontend.admin;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Accounts;
import dev.satchel.metadata.CreateOutcome;
import dev.satchel.metadata.User;
import io.avaje.jsonb.JsonType;
import java.util.Arrays;

/** {@code POST /admin/users}: makes an account. */
final class UserAddEndpoint implements Endpoint.Operator {
  private static final JsonType<NewUser> REQUEST = Json.type(NewUser.class);
  private static final JsonType<UserView> ANSWER = Json.type(UserView.class);

  private final Accounts accounts;

  UserAddEndpoint(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Response answer(Request request) {
    NewUser user = Json.read(REQUEST, request.readBytes());
    String email = Json.required(user.email(), "email");
    char[] password = Json.required(user.password(), "password").toCharArray();
    try {
      return switch (accounts.create(email, password)) {
        case CreateOutcome.Created(User created) -> Json.answer(ANSWER, UserView.of(created));
        case CreateOutcome.DuplicateAccount() ->
            throw new ProblemException(ProblemCode.CONFLICT, "There is such an account already.");
        case CreateOutcome.Invalid(String why) ->
            throw new ProblemException(ProblemCode.INVALID, why);
      };
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
