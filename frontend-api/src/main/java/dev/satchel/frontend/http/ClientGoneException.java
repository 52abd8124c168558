package dev.satchel.frontend.http;

/** Nobody is there any more to answer to. */
public final class ClientGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClientGoneException(String why) {
    super(why, null, false, false);
  }
}
