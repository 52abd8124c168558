package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import java.io.IOException;

/** What is said of structures whose version this program does not read. */
final class Versions {

  private Versions() {}

  static IOException tooNew(Disk disk, int version) {
    return new IOException(
        "disk " + disk.path() + " has the newer format version " + version + ": upgrade this node");
  }

  static IOException tooOld(Disk disk, int version) {
    return new IOException(
        "disk " + disk.path() + " has the format version " + version + ", which is too old");
  }
}
