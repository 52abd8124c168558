package dev.satchel.frontend.http;

/** Where a streamed body goes. */
public interface BodyWriter {

  /**
   * Sends the next part, waiting while the peer is slow. Takes over the part, whatever happens.
   *
   * @throws ClientGoneException when the peer is gone or too slow
   */
  void write(Payload part);
}
