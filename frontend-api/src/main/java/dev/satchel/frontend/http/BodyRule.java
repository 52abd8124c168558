package dev.satchel.frontend.http;

/**
 * What body a route takes.
 *
 * @param maxBytes 0 for none
 */
public record BodyRule(int maxBytes) {

  /** No body at all. */
  public static final BodyRule NONE = new BodyRule(0);

  /** A body of at most this length. */
  public static BodyRule atMost(int maxBytes) {
    return new BodyRule(maxBytes);
  }
}
