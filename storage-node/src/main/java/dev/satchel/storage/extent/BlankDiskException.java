package dev.satchel.storage.extent;

import java.io.IOException;

/** Nothing tells that a disk was ever one of ours, where one of ours was to be. */
public final class BlankDiskException extends IOException {

  private static final long serialVersionUID = 1L;

  BlankDiskException(String path) {
    super("disk " + path + " is blank");
  }
}
