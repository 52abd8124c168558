package dev.satchel.storage.pull;

/** The nodes that can be pulled from. */
@FunctionalInterface
public interface Peers {

  /**
   * A way to one of them, for one pull. Does not connect yet.
   *
   * @throws IllegalArgumentException if the address is not HOST:PORT
   */
  PageSource open(String address);
}
