package dev.satchel.storage;

/**
 * Where a node copies an extent from.
 *
 * @param address {@code HOST:PORT} of the peer, in ASCII without blanks
 * @param extent its id there
 */
public record PullSource(String address, ExtentId extent) {

  /** More than the longest name of a host, with brackets and a port. */
  public static final int LONGEST_ADDRESS = 300;

  public PullSource {
    if (address.isEmpty() || address.length() > LONGEST_ADDRESS) {
      throw new IllegalArgumentException("an address of " + address.length() + " characters");
    }
    if (!address.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new IllegalArgumentException("an address with characters that none has");
    }
  }

  @Override
  public String toString() {
    return "extent " + extent + " at " + address;
  }
}
