package dev.satchel.frontend.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options from the environment, then from {@code satchel.properties} in the data folder. */
final class Settings implements IDefaultValueProvider {
  private static final String FILE = "satchel.properties";
  private static final String PREFIX = "SATCHEL_";
  private static final String DATA = "data";

  /** What the scripts and the client read; not ours, and not unknown. */
  private static final Set<String> OF_OTHERS = Set.of("home", "java-home", "java-options");

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads both.
   *
   * @param names those of all options, asked for only when something is set
   * @throws IllegalArgumentException naming every key that is no option
   * @throws IOException if the file is there and cannot be read
   */
  static Settings read(
      Map<String, String> environment, List<String> arguments, Supplier<Set<String>> names)
      throws IOException {
    Map<String, String> fromEnvironment = fromEnvironment(environment);
    Map<String, String> fromFile = new HashMap<>();
    String data = dataFolder(arguments);
    String folder = data == null ? fromEnvironment.get(DATA) : data;
    if (folder != null) {
      fromFile.putAll(fromFile(Path.of(folder, FILE)));
    }
    if (fromEnvironment.isEmpty() && fromFile.isEmpty()) {
      return new Settings(Map.of());
    }
    Set<String> known = names.get();
    List<String> unknown = new ArrayList<>();
    for (String name : new TreeSet<>(fromEnvironment.keySet())) {
      if (!known.contains(name)) {
        unknown.add(variable(name) + " in the environment");
      }
    }
    for (String name : new TreeSet<>(fromFile.keySet())) {
      if (!known.contains(name)) {
        unknown.add(name + " in " + Path.of(String.valueOf(folder), FILE));
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown option: " + String.join(", ", unknown));
    }
    fromFile.putAll(fromEnvironment);
    return new Settings(fromFile);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? values.get(option.longestName().substring(2))
        : null;
  }

  private static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    environment.forEach((variable, value) -> {
      if (variable.startsWith(PREFIX)) {
        String name =
            variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        if (!OF_OTHERS.contains(name)) {
          values.put(name, value);
        }
      }
    });
    return values;
  }

  private static Map<String, String> fromFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " is no properties file in UTF-8: " + e.getMessage(), e);
    }
    Map<String, String> values = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    return values;
  }

  /** The file lies in the folder that the command line names, which is parsed only later. */
  private static @Nullable String dataFolder(List<String> arguments) {
    String option = "--" + DATA;
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals(option) && i + 1 < arguments.size()) {
        return arguments.get(i + 1);
      }
      if (arguments.get(i).startsWith(option + "=")) {
        return arguments.get(i).substring(option.length() + 1);
      }
    }
    return null;
  }

  private static String variable(String name) {
    return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
