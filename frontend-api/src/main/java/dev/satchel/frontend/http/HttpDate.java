package dev.satchel.frontend.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header, formatted once a second. */
final class HttpDate {
  private record Formatted(long second, String text) {}

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static volatile Formatted last = new Formatted(Long.MIN_VALUE, "");

  private HttpDate() {}

  static String now() {
    long second = System.currentTimeMillis() / 1000;
    Formatted known = last;
    if (known.second() != second) {
      known = new Formatted(second, FORMAT.format(Instant.ofEpochSecond(second)));
      last = known;
    }
    return known.text();
  }
}
