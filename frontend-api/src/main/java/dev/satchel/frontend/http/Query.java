package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query. A name with an empty value counts as absent. */
public final class Query {
  private static final int MAX_PARAMETERS = 32;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Parses {@code a=b&c=d}.
   *
   * @throws ProblemException on broken escapes, repeated names, or too many names
   */
  static Query parse(String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    if (!raw.isEmpty()) {
      for (String pair : raw.split("&", MAX_PARAMETERS + 1)) {
        add(values, pair);
      }
    }
    return new Query(values);
  }

  /** The value of a parameter. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * The value of a parameter that must be there.
   *
   * @throws ProblemException if it is not
   */
  public String required(String name) {
    return text(name).orElseThrow(() -> bad("The parameter \"" + name + "\" is missing."));
  }

  /**
   * A whole number between two bounds, or the default when absent.
   *
   * @throws ProblemException if it is anything else
   */
  public int number(String name, int least, int most, int whenAbsent) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return whenAbsent;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of bounds is.
    }
    throw bad("The parameter \"" + name + "\" must be a number from " + least + " to " + most);
  }

  /**
   * A yes or no; absent means no.
   *
   * @throws ProblemException if it is neither
   */
  public boolean flag(String name) {
    return switch (text(name).orElse("false")) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw bad("The parameter \"" + name + "\" must be true or false.");
    };
  }

  /**
   * Checks that no other parameter came.
   *
   * @throws ProblemException naming the first that is not known
   */
  void requireOnly(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw bad("The parameter \"" + name + "\" is not known here.");
      }
    }
  }

  private static void add(Map<String, String> values, String pair) {
    if (pair.isEmpty()) {
      return;
    }
    if (values.size() == MAX_PARAMETERS) {
      throw bad("The query has too many parameters.");
    }
    int equals = pair.indexOf('=');
    String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
    String value = equals < 0 ? "" : Percent.decode(pair.substring(equals + 1), true);
    if (values.putIfAbsent(name, value) != null) {
      throw bad("The parameter \"" + name + "\" came twice.");
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
