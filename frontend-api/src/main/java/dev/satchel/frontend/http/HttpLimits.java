package dev.satchel.frontend.http;

/**
 * What one server process takes at most; everything above is refused before a handler sees it.
 *
 * @param maxLineBytes of the request line: a path of 4,096 bytes, percent-encoded, fits
 * @param maxHeaderBytes of all header fields together
 * @param maxConnections open at one moment; idle subscribers are connections too
 * @param maxConcurrentRequests whose handlers run at one moment
 * @param maxBytesInFlight of all bodies that are held in memory, both ways
 */
public record HttpLimits(
    int maxLineBytes,
    int maxHeaderBytes,
    int maxConnections,
    int maxConcurrentRequests,
    int maxBytesInFlight,
    HttpTimeouts timeouts) {

  /** The limits of a process that serves everything. */
  public static HttpLimits defaults() {
    return new HttpLimits(
        16 * 1024, 16 * 1024, 120_000, 10_000, 64 * 1024 * 1024, HttpTimeouts.defaults());
  }

  /** These limits with other timeouts. */
  public HttpLimits withTimeouts(HttpTimeouts other) {
    return new HttpLimits(
        maxLineBytes,
        maxHeaderBytes,
        maxConnections,
        maxConcurrentRequests,
        maxBytesInFlight,
        other);
  }
}
