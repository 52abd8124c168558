package dev.satchel.client.disk;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Calls of Linux for what the JDK cannot say. */
final class Kernel {

  private Kernel() {}

  /** Makes all that was written so far durable; says whether it could. */
  static boolean syncAll() {
    Optional<MethodHandle> sync = function("sync", FunctionDescriptor.ofVoid());
    if (sync.isEmpty()) {
      return false;
    }
    try {
      sync.get().invokeExact();
      return true;
    } catch (Throwable e) {
      throw new IllegalStateException("sync cannot be called", e);
    }
  }

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
