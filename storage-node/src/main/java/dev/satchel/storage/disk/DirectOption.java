package dev.satchel.storage.disk;

import java.nio.file.OpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The option that opens a file for direct I/O. It lives in the JDK's module {@code
 * jdk.unsupported}, which the compiler warns of by name and a small runtime may lack; so it is
 * looked up.
 */
final class DirectOption {

  private static final String TYPE = "com.sun.nio.file.ExtendedOpenOption";

  private DirectOption() {}

  static Optional<OpenOption> find() {
    try {
      OpenOption[] options = Class.forName(TYPE).asSubclass(OpenOption.class).getEnumConstants();
      return Arrays.stream(options).filter(option -> "DIRECT".equals(option.toString())).findAny();
    } catch (ClassNotFoundException | ClassCastException smallRuntime) {
      return Optional.empty();
    }
  }
}
