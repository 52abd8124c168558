package dev.satchel.volume;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A manager elsewhere, told by signed HTTP requests. */
final class HttpManager implements HeartbeatTarget {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int MOST_SUCCESSFUL_STATUS = 299;

  private final URI uri;
  private final ClusterAuth auth;

  HttpManager(String hostPort, ClusterAuth auth) {
    this.uri = URI.create("http://" + hostPort + NodeAgent.PATH);
    this.auth = auth;
  }

  @Override
  public void send(Heartbeat heartbeat) throws IOException, InterruptedException {
    byte[] body = Wire.JSON.toJsonBytes(heartbeat);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header(ClusterAuth.HEADER, auth.sign("POST", NodeAgent.PATH, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> response = Wire.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() > MOST_SUCCESSFUL_STATUS) {
      throw new IOException("status " + response.statusCode() + ": " + response.body());
    }
  }

  @Override
  public String toString() {
    return uri.getAuthority();
  }

  /** Made with the first heartbeat, in the background: a node serves before that. */
  private static final class Wire {
    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    static final JsonType<Heartbeat> JSON = Jsonb.builder().build().type(Heartbeat.class);
  }
}
