package dev.satchel.jmh.storage;

/** How much goes over the wire, and for how many. */
final class WireBytes {

  static final int CALLERS = 4;

  /** Of all callers together. */
  static final long AN_OPERATION = 512L << 20;

  private WireBytes() {}
}
