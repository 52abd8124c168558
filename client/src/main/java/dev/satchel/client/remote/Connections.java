package dev.satchel.client.remote;

import java.net.http.HttpClient;

/** Makes HTTP clients that behave as the config says. */
final class Connections {

  private Connections() {}

  static HttpClient open(RemoteConfig config) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(config.connectTimeout())
        .build();
  }

  static Caller caller(HttpClient http, RemoteConfig config) {
    return new Caller(http, config.backoff(), config.maxInFlight(), Thread::sleep);
  }
}
