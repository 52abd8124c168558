package dev.satchel.client.engine;

import java.io.IOException;

/**
 * The folder is not the one that this device syncs: missing, unmounted or replaced. Nothing was
 * changed on either side.
 */
public final class SyncRootException extends IOException {

  private static final long serialVersionUID = 1L;

  SyncRootException(String message) {
    super(message);
  }
}
