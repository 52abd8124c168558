package dev.satchel.metadata.store;

/** The database gives no connection now; the same call may succeed later. */
public final class DatabaseUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  DatabaseUnavailableException(Throwable cause) {
    super("the database does not answer", cause);
  }
}
