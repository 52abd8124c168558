package dev.satchel.volume;

import dev.satchel.volume.CellOptions.Periods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@link CellOptions} from text, gathering all problems before it complains. */
final class OptionsParser {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGT]?)(?:i?B)?");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  OptionsParser(Map<String, String> values) {
    this.values = values;
  }

  CellOptions parse() {
    CellOptions defaults = CellOptions.defaults();
    long extentSize = read("extent-size", OptionsParser::size, defaults.extentSizeBytes());
    String coding = read("coding", text -> text, defaults.coding());
    int replicas = read("replicas", Integer::valueOf, defaults.replicas());
    boolean fsync = read("fsync", text -> choice(text, "always", "never"), defaults.fsync());
    boolean encryption =
        read("block-encryption", text -> choice(text, "on", "off"), defaults.blockEncryption());
    Periods periods = periods(defaults.periods());
    try {
      CellOptions options =
          new CellOptions(extentSize, coding, replicas, fsync, encryption, periods);
      if (problems.isEmpty()) {
        return options;
      }
    } catch (InvalidOptionsException e) {
      problems.addAll(e.problems());
    }
    throw new InvalidOptionsException(problems);
  }

  private Periods periods(Periods defaults) {
    return new Periods(
        read("node-dead-after", OptionsParser::duration, defaults.nodeDeadAfter()),
        read("trash-for", OptionsParser::duration, defaults.trashFor()),
        read("grace", OptionsParser::duration, defaults.grace()),
        read("keep-versions", OptionsParser::duration, defaults.keepVersions()),
        read("scrub-period", OptionsParser::duration, defaults.scrubPeriod()),
        read("seal-after", OptionsParser::duration, defaults.sealAfter()));
  }

  private <T> T read(String name, Function<String, T> reader, T absent) {
    String text = values.get(name);
    if (text == null) {
      return absent;
    }
    try {
      return reader.apply(text.strip());
    } catch (NumberFormatException e) {
      problems.add(name + " must be a whole number, not " + text);
    } catch (IllegalArgumentException e) {
      problems.add(name + " " + e.getMessage() + ", not " + text);
    }
    return absent;
  }

  private static boolean choice(String text, String yes, String no) {
    if (!text.equals(yes) && !text.equals(no)) {
      throw new IllegalArgumentException("must be " + yes + " or " + no);
    }
    return text.equals(yes);
  }

  private static long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a size such as 64M or 1G");
    }
    int shift = matcher.group(2).isEmpty() ? 0 : 10 * ("KMGT".indexOf(matcher.group(2)) + 1);
    long amount = Long.parseLong(matcher.group(1));
    return amount > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : amount << shift;
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a time such as 30s, 15m, 1h or 14d");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
