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

  /** What stands behind the last colon is meant as a size when it is a number, or nothing. */
  private static final Pattern TEXT = Pattern.compile("(.+?)(?::([-+]?\\d[\\d.,]*\\p{Alpha}*|))?");

  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMGT]?)");

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
    if (!matcher.matches() || matcher.group(1).startsWith(":")) {
      throw new IllegalArgumentException("a disk is PATH or PATH:SIZE, not '" + text + "'");
    }
    String size = matcher.group(2);
    return new DiskSpec(Path.of(matcher.group(1)), size == null ? 0 : size(text, size), false);
  }

  private static long size(String text, String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the size of a disk is a number such as 64M, 10G or 4T, not '%s' as in '%s'"
              .formatted(size, text));
    }
    return sizeBytes(text, Long.parseLong(matcher.group(1)), matcher.group(2));
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
