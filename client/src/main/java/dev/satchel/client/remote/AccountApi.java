package dev.satchel.client.remote;

import dev.satchel.contract.Account;
import dev.satchel.contract.DeviceList;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.contract.LoginRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and what belongs to the account rather than to its files. */
public final class AccountApi implements AutoCloseable {

  private final RemoteConfig config;
  private final Requests requests;
  private final HttpClient http;
  private final Caller caller;

  /** Without a token, only {@link #login} and {@link #ready} will be answered. */
  public AccountApi(RemoteConfig config, @Nullable String token) {
    this.config = config;
    this.requests = new Requests(config.address(), token);
    this.http = Connections.open(config);
    this.caller = Connections.caller(http, config);
  }

  /** Makes this a device of the account. Sent once: a second login would be a second device. */
  public LoginAnswer login(LoginRequest login) throws ServerException {
    HttpRequest request = requests.post("/auth/login", Documents.LOGIN_REQUEST, login).build();
    return Documents.read(Documents.LOGIN_ANSWER, send(request, false));
  }

  /** Makes this device's token worthless. */
  public void logout() throws ServerException {
    HttpRequest request =
        requests.to("/auth/logout").POST(HttpRequest.BodyPublishers.noBody()).build();
    send(request, true);
  }

  /** The account's devices. */
  public DeviceList devices() throws ServerException {
    return Documents.read(Documents.DEVICES, send(requests.get("/auth/devices"), true));
  }

  /** The account. */
  public Account account() throws ServerException {
    return Documents.read(Documents.ACCOUNT, send(requests.get("/account"), true));
  }

  /** Returns when the server says that it can serve. */
  public void ready() throws ServerException {
    send(requests.get("/readyz"), true);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private byte[] send(HttpRequest request, boolean repeatable) throws ServerException {
    return caller.call(
        new Call(request, config.callTimeout(), repeatable), () -> BoundedBody.DOCUMENT);
  }
}
