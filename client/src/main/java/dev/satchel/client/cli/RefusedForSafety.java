package dev.satchel.client.cli;

import java.io.IOException;

/** A command that would risk data; the message says what would allow it. */
final class RefusedForSafety extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedForSafety(String message) {
    super(message);
  }
}
