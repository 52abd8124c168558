package dev.satchel.client.disk;

import java.io.IOException;

/** The synced folder is missing, unmounted, or another one than it was. */
public final class RootGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  RootGoneException(String message) {
    super(message);
  }
}
