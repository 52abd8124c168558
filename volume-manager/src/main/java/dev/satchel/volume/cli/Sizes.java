package dev.satchel.volume.cli;

import java.util.Locale;

/** Bytes for people. */
final class Sizes {

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final int STEP = 1024;

  private Sizes() {}

  static String human(long bytes) {
    if (bytes < STEP) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  /** How many stored bytes a plain byte costs. */
  static String overhead(long storedBytes, long logicalBytes) {
    return logicalBytes == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2fx", (double) storedBytes / logicalBytes);
  }
}
