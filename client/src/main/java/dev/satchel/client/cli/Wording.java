package dev.satchel.client.cli;

import dev.satchel.client.remote.ServerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Failures, sizes and times in words for people. */
final class Wording {

  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  /** Controls, half characters, other ends of lines, and what turns the direction of a text. */
  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Wording() {}

  /** One sentence. */
  static String of(IOException failure) {
    return switch (failure) {
      case ServerException.Refused e when e.problem().requestId() != null && e.status() >= 500 ->
          e.getMessage() + " (request " + e.problem().requestId() + ")";
      case NoSuchFileException e -> "there is no " + e.getFile();
      case AccessDeniedException e -> "permission denied: " + e.getFile();
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }

  /**
   * A name, or a sentence with names in it, on one line. What a terminal would obey rather than
   * show is escaped: a name may hold anything but a slash, and may come from another device.
   */
  static String printable(String text) {
    return OBEYED.matcher(text).replaceAll(found -> "\\\\" + escape(found.group().charAt(0)));
  }

  private static String escape(char obeyed) {
    return switch (obeyed) {
      case '\n' -> "n";
      case '\r' -> "r";
      case '\t' -> "t";
      default -> "u%04X".formatted((int) obeyed);
    };
  }

  /** Three digits and a decimal unit. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String digits = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, value) + " " + UNITS[unit];
  }

  /** In local time, to the second. */
  static String time(@Nullable Instant time) {
    return time == null ? "-" : TIME.format(time.atZone(ZoneId.systemDefault()));
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
