package dev.satchel.storage.disk;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A disk as an operator names it: {@code PATH[:SIZE]}, a device or a file.
 *
 * @param sizeBytes how large a new file becomes; 0 takes the size of what is there already
 * @param thin whether a new file grows slot by slot instead of taking its whole size at once
 */
public record DiskSpec(Path path, long sizeBytes, boolean thin) {

  private static final Pattern TEXT = Pattern.compile("(.+?)(?::(\\d{1,15})([KMGT]?))?");

  public DiskSpec {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("the size of disk " + path + " is negative");
    }
  }

  /** A file that grows slot by slot up to {@code sizeBytes}. */
  public static DiskSpec thin(Path path, long sizeBytes) {
    return new DiskSpec(path, sizeBytes, true);
  }

  /**
   * Reads {@code PATH} or {@code PATH:SIZE}, SIZE like {@code 64M}, {@code 10G} or {@code 4T}; the
   * whole size is taken at creation.
   *
   * @throws IllegalArgumentException in words for the operator
   */
  public static DiskSpec parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a disk is PATH or PATH:SIZE, not '" + text + "'");
    }
    String digits = matcher.group(2);
    long sizeBytes = digits == null ? 0 : sizeBytes(text, Long.parseLong(digits), matcher.group(3));
    return new DiskSpec(Path.of(matcher.group(1)), sizeBytes, false);
  }

  private static long sizeBytes(String text, long count, String unit) {
    int shift =
        switch (unit.toUpperCase(Locale.ROOT)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          case "T" -> 40;
          default -> 0;
        };
    if (count == 0 || count > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("the size in '" + text + "' is out of range");
    }
    return count << shift;
  }
}
