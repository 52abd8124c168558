package dev.satchel.frontend.service;

import java.io.IOException;

/** A service does not start, because what is stored might be lost if it did. */
public final class UnsafeStartException extends IOException {

  private static final long serialVersionUID = 1L;

  UnsafeStartException(String message) {
    super(message);
  }
}
