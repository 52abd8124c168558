package dev.satchel.chaos.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells what the demo does: one numbered line a step, then what was verified. */
final class Narrator {

  private final PrintStream out;
  private int step;
  private long startedNanos;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void begin(String title) {
    step++;
    startedNanos = System.nanoTime();
    out.printf("%n%2d  %s%n", step, title);
  }

  void say(String format, Object... values) {
    out.printf("    " + format + "%n", values);
  }

  void verified(String format, Object... values) {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    out.printf(
        "    ok: %s (%s s)%n",
        String.format(Locale.ROOT, format, values), String.format(Locale.ROOT, "%.1f", seconds));
  }

  void failed(String why) {
    out.printf("    FAILED: %s%n", why);
  }

  static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " bytes";
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f KB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
