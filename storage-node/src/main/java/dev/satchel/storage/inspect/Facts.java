package dev.satchel.storage.inspect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen, in the order in which it is told: names in snake case to numbers, truths, texts,
 * or lists of further facts.
 */
public final class Facts {

  private final Map<String, Object> values = new LinkedHashMap<>();

  Facts put(String name, long value) {
    values.put(name, value);
    return this;
  }

  Facts put(String name, boolean value) {
    values.put(name, value);
    return this;
  }

  Facts put(String name, String value) {
    values.put(name, value);
    return this;
  }

  Facts put(String name, List<Facts> value) {
    values.put(name, value.stream().map(Facts::values).toList());
    return this;
  }

  /** A {@code Long}, {@code Boolean}, {@code String} or {@code List} of such maps for each name. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }
}
