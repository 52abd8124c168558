package dev.satchel.storage.disk;

import java.io.IOException;

/** Another process, another node of this one, or the system itself (a mount) uses the disk. */
public final class DiskBusyException extends IOException {

  private static final long serialVersionUID = 1L;

  DiskBusyException(String path) {
    super("disk " + path + " is in use by another node, or mounted");
  }
}
