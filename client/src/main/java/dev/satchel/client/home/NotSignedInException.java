package dev.satchel.client.home;

import java.io.IOException;
import java.nio.file.Path;

/** The home belongs to no device. */
public final class NotSignedInException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Nobody is signed in at {@code home}. */
  public NotSignedInException(Path home) {
    this("nobody is signed in at " + home + ": run `satchel login` first");
  }

  private NotSignedInException(String message) {
    super(message);
  }

  /** Half of what a device is known by is missing: the way on is to sign out first. */
  static NotSignedInException without(Path missing) {
    return new NotSignedInException(
        missing + " is missing: go on with `satchel logout` and then `satchel login`");
  }
}
