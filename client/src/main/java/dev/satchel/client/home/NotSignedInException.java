package dev.satchel.client.home;

import java.io.IOException;
import java.nio.file.Path;

/** The home belongs to no device. */
public final class NotSignedInException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Nobody is signed in at {@code home}. */
  public NotSignedInException(Path home) {
    super("nobody is signed in at " + home + ": run `satchel login` first");
  }
}
