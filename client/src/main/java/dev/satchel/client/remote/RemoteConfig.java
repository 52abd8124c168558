package dev.satchel.client.remote;

import java.net.URI;
import java.time.Duration;

/**
 * Where the server is and how patient to be with it.
 *
 * @param maxInFlight calls at once; further ones wait
 * @param callTimeout for an answer to a question, from the first byte sent to the last received
 * @param blockTimeout the same for a block in either direction, which may have a slow line before
 *     it
 */
public record RemoteConfig(
    URI address,
    int maxInFlight,
    Duration connectTimeout,
    Duration callTimeout,
    Duration blockTimeout,
    Backoff backoff) {

  /** The usual patience. */
  public static RemoteConfig of(URI address) {
    return new RemoteConfig(
        address,
        32,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofMinutes(2),
        Backoff.DEFAULT);
  }

  /** For a question that is asked in passing: once, and its answer is not waited for long. */
  public static RemoteConfig inPassing(URI address) {
    Duration patience = Duration.ofSeconds(2);
    return new RemoteConfig(
        address, 1, patience, patience, patience, new Backoff(1, patience, patience, patience));
  }

  /** Checks the address: http or https, a host, and nothing behind the port. */
  public RemoteConfig {
    String problem = problemOf(address);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** What is wrong with a server address, in words; empty when it is fine. */
  public static String problemOf(URI address) {
    String scheme = address.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      return "the server's address must start with http:// or https://";
    }
    if (address.getHost() == null) {
      return "the server's address names no host";
    }
    String path = address.getPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    return bare && address.getQuery() == null && address.getFragment() == null
        ? ""
        : "the server's address must end after the host and port";
  }
}
