package dev.satchel.volume.sql;

/** Another manager has taken the lease: this one's epoch moves nothing any more. */
public final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LeaseLostException(long epoch) {
    super("the manager's epoch " + epoch + " has been succeeded");
  }
}
