package dev.satchel.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a class of its own of {@link VectorKernel} for each {@link Kernel.Traits}.
 *
 * <p>The compiler puts vectors in registers only when it knows their species as a constant, and one
 * source for all species, arrays and addresses is easier to keep right than a dozen copies. So the
 * class file is defined again as a hidden class, with the traits as its class data.
 */
final class VectorKernels {

  private static final Map<Kernel.Traits, Kernel> MADE = new ConcurrentHashMap<>();

  private VectorKernels() {}

  /** The kernel with those traits; there is one of each. */
  static Kernel of(Kernel.Traits traits) {
    return MADE.computeIfAbsent(traits, VectorKernels::make);
  }

  private static Kernel make(Kernel.Traits traits) {
    try {
      return (Kernel)
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(classFile(), traits, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a kernel for " + traits, e);
    }
  }

  private static byte[] classFile() {
    String name = VectorKernel.class.getSimpleName() + ".class";
    try (InputStream in =
        Objects.requireNonNull(VectorKernel.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
