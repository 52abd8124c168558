package dev.satchel.frontend.service;

/** A service that runs until it is closed. */
public final class Service implements AutoCloseable {
  private final String address;
  private final Parts parts;

  Service(String address, Parts parts) {
    this.address = address;
    this.parts = parts;
  }

  /** Where it serves: {@code http://HOST:PORT} or {@code tcp://HOST:PORT}. */
  public String address() {
    return address;
  }

  /** Stops it: what it acknowledged stays, whatever was under way may fail. */
  @Override
  public void close() {
    parts.close();
  }
}
