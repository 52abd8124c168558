package dev.satchel.client.disk;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Calls of Linux for what the JDK cannot say. */
final class Kernel {

  private Kernel() {}

  /** A function of the C library; empty on other systems. */
  @SuppressWarnings("restricted")
  static Optional<MethodHandle> function(String name, FunctionDescriptor signature) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address -> linker.downcallHandle(address, signature));
  }
}
