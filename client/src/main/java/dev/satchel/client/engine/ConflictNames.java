package dev.satchel.client.engine;

import dev.satchel.contract.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Predicate;

/** Names of conflicted copies: {@code name (DEVICE's conflicted copy YYYY-MM-DD).ext}. */
final class ConflictNames {

  private static final int MAX_ATTEMPTS = 10_000;

  private final String deviceName;
  private final Clock clock;

  ConflictNames(String deviceName, Clock clock) {
    this.deviceName = deviceName.replace('/', '_');
    this.clock = clock;
  }

  /** A name for a copy of {@code name} that is not taken. */
  String of(String name, boolean folder, Predicate<String> taken) {
    int dot = folder ? -1 : name.lastIndexOf('.');
    String extension = dot > 0 ? name.substring(dot) : "";
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String mark = " (" + deviceName + "'s conflicted copy " + LocalDate.now(clock);
    for (int i = 1; i <= MAX_ATTEMPTS; i++) {
      String tail = mark + (i == 1 ? ")" : ") (" + i + ")") + extension;
      String candidate = fitting(stem, tail) + tail;
      if (!taken.test(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("too many conflicted copies of " + name);
  }

  /** As much of the stem as leaves the whole name short enough. */
  private static String fitting(String stem, String tail) {
    String fitting = stem;
    while (!fitting.isEmpty() && lengthBytes(fitting) + lengthBytes(tail) > Limits.MAX_NAME_BYTES) {
      fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
    }
    return fitting;
  }

  private static int lengthBytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
