package dev.satchel.frontend.http;

import java.time.Duration;

/**
 * How long a peer may take.
 *
 * @param header from the first byte of a request to the end of its headers
 * @param idle a kept-alive connection between two requests
 * @param transfer the fixed part of a body's time, either way; {@link #transferOf} adds the part
 *     that grows with its length
 * @param budget how long a body waits for its share of the memory before the answer is 503
 */
public record HttpTimeouts(Duration header, Duration idle, Duration transfer, Duration budget) {

  /** The slowest peer that is still served. */
  private static final long MIN_BYTES_PER_SECOND = 32 * 1024;

  /** What a server on the open net would use. */
  public static HttpTimeouts defaults() {
    return new HttpTimeouts(
        Duration.ofSeconds(10),
        Duration.ofSeconds(75),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20));
  }

  /** How long a body of this length may take. */
  Duration transferOf(long lengthBytes) {
    return transfer.plusSeconds(lengthBytes / MIN_BYTES_PER_SECOND);
  }
}
