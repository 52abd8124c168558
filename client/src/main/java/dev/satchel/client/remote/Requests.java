package dev.satchel.client.remote;

import io.avaje.jsonb.JsonType;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds requests to one server, with the device's token when there is one. */
final class Requests {

  static final String AUTHORIZATION = "Authorization";

  private final URI address;
  private final @Nullable String token;

  Requests(URI address, @Nullable String token) {
    this.address = address;
    this.token = token;
  }

  HttpRequest.Builder to(String pathAndQuery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(pathAndQuery)).header("Accept", "application/json");
    if (token != null) {
      request.header(AUTHORIZATION, "Bearer " + token);
    }
    return request;
  }

  HttpRequest get(String pathAndQuery) {
    return to(pathAndQuery).GET().build();
  }

  <T> HttpRequest.Builder post(String path, JsonType<T> type, T document) {
    return to(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(type.toJsonBytes(document)));
  }

  /** {@code &name=value}, or nothing when there is no value. */
  static String parameter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + encode(value);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
