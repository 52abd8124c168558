package dev.satchel.storage.disk;

import java.io.IOException;

/** Another process, or another node of this one, has the disk open. */
public final class DiskBusyException extends IOException {

  private static final long serialVersionUID = 1L;

  DiskBusyException(String path) {
    super("disk " + path + " is in use by another node");
  }
}
