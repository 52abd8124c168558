package dev.satchel.client.transfer;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words in which exceptions tell why a call failed. The JDK drops the number that the kernel
 * gave and keeps what the C library calls it, in the language of this process: so that library is
 * asked which words it has.
 */
final class KernelWords {

  // From Linux's headers.
  private static final int NO_SPACE = 28;
  private static final int OVER_QUOTA = 122;

  private static final int LONGEST_BYTES = 1024;

  private static final List<String> FULL =
      Stream.concat(
              Stream.of("No space left on device"),
              Stream.of(NO_SPACE, OVER_QUOTA).flatMap(number -> of(number).stream()))
          .distinct()
          .toList();

  private KernelWords() {}

  /** Whether there is no room, on the disk or in the user's share of it. */
  static boolean sayFull(String reason) {
    return FULL.stream().anyMatch(reason::contains);
  }

  @SuppressWarnings("restricted")
  private static Optional<String> of(int number) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature = FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    return linker
        .defaultLookup()
        .find("strerror")
        .map(strerror -> ask(linker.downcallHandle(strerror, signature), number));
  }

  @SuppressWarnings("restricted")
  private static String ask(MethodHandle strerror, int number) {
    try {
      MemorySegment words = (MemorySegment) strerror.invokeExact(number);
      Charset charset = Charset.forName(System.getProperty("native.encoding"));
      return words.reinterpret(LONGEST_BYTES).getString(0, charset);
    } catch (Throwable e) {
      throw new IllegalStateException("strerror cannot be called", e);
    }
  }
}
