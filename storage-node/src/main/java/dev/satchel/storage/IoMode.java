package dev.satchel.storage;

import java.util.Locale;

/** How a node moves bytes to and from one of its disks. */
public enum IoMode {
  /** Between its own buffers and the device, past the kernel's page cache. */
  DIRECT,
  /** Through the page cache, where the file system knows no other way. */
  BUFFERED;

  /** The lower-case word that reports and commands use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
