package dev.satchel.volume.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The store cannot do this now; nothing was lost, and trying again later is right. */
public final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  public StoreUnavailableException(String message, Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** For the log: with what lies behind it. */
  @Override
  public String toString() {
    String message = String.valueOf(getMessage());
    return getCause() == null ? message : message + ": " + getCause();
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
