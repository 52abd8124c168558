package dev.satchel.frontend.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads paths and numbers, and refuses others in an operator's words. */
final class PlainWords {
  private PlainWords() {}

  static CommandLine speakIn(CommandLine program) {
    return program
        .registerConverter(Path.class, PlainWords::path)
        .registerConverter(int.class, text -> number(text, Integer::valueOf))
        .registerConverter(Long.class, text -> number(text, Long::valueOf));
  }

  private static Path path(String text) {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException notAPath) {
      // Answered below, as no path at all is.
    }
    throw new TypeConversionException("a path is needed, not '" + text.strip() + "'");
  }

  private static <N> N number(String text, Function<String, N> reader) {
    try {
      return reader.apply(text);
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException("a whole number is needed, not '" + text + "'");
    }
  }
}
