package dev.satchel.frontend.auth;

import dev.satchel.contract.Account;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Metadata;
import io.avaje.jsonb.JsonType;

/** {@code GET /account}. */
public final class AccountEndpoint implements Endpoint.SignedIn {
  private static final JsonType<Account> ANSWER = Json.type(Account.class);

  private final Metadata metadata;

  public AccountEndpoint(Metadata metadata) {
    this.metadata = metadata;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    return Json.answer(ANSWER, metadata.account(caller));
  }
}
