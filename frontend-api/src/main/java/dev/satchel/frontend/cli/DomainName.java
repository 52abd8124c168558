package dev.satchel.frontend.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a failure domain, which stands in tables and logs. */
final class DomainName implements ITypeConverter<String> {
  private static final int LONGEST = 100;

  /** Words that can be seen, with one blank between them. */
  private static final Pattern NAME =
      Pattern.compile("(?U)[\\p{Graph}&&[^\\p{Cf}]]+( [\\p{Graph}&&[^\\p{Cf}]]+)*");

  @Override
  public String convert(String text) {
    if (text.length() > LONGEST || !NAME.matcher(text).matches()) {
      throw new TypeConversionException(
          "a domain is a name of 1 to 100 visible characters, such as rack-7");
    }
    return text;
  }
}
