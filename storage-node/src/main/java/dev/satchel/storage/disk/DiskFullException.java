package dev.satchel.storage.disk;

import java.io.IOException;

/** The device under a disk has no room for what should be allocated. */
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1L;

  public DiskFullException(String message) {
    super(message);
  }
}
