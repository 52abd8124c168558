package dev.satchel.volume.store;

/** No space is left for another volume. The message says so in words for an operator. */
public final class StoreFullException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreFullException(String message) {
    super(message);
  }
}
