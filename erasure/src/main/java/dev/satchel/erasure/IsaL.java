package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The two functions of Intel's ISA-L that a codec needs, see its {@code erasure_code.h}. */
final class IsaL {

  /** By the name that the dynamic linker knows; its number promises these functions. */
  private static final String LIBRARY = "libisal.so.2";

  /** {@code void ec_init_tables(int k, int rows, unsigned char *a, unsigned char *gftbls)}. */
  private static final FunctionDescriptor INIT_TABLES =
      FunctionDescriptor.ofVoid(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

  /**
   * {@code void ec_encode_data(int len, int k, int rows, unsigned char *gftbls, unsigned char
   * **data, unsigned char **coding)}.
   */
  private static final FunctionDescriptor ENCODE_DATA =
      FunctionDescriptor.ofVoid(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS);

  private final MethodHandle initTables;
  private final MethodHandle encodeData;

  private IsaL(MethodHandle initTables, MethodHandle encodeData) {
    this.initTables = initTables;
    this.encodeData = encodeData;
  }

  /** The library, if it is installed and this program may call native code. */
  @SuppressWarnings("restricted") // Calling native code is what this class is for.
  static Optional<IsaL> load() {
    // Asking first keeps the JVM from printing a warning.
    if (!IsaL.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty();
    }
    try {
      SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
      Linker linker = Linker.nativeLinker();
      return Optional.of(
          new IsaL(
              linker.downcallHandle(library.findOrThrow("ec_init_tables"), INIT_TABLES),
              linker.downcallHandle(library.findOrThrow("ec_encode_data"), ENCODE_DATA)));
    } catch (IllegalArgumentException | NoSuchElementException | UnsupportedOperationException _) {
      return Optional.empty(); // No such library, no such function, no such linker.
    }
  }

  /** Expands coefficients, row after row, into 32 bytes each. */
  void initTables(int columns, int rows, MemorySegment coefficients, MemorySegment tables) {
    try {
      initTables.invokeExact(columns, rows, coefficients, tables);
    } catch (Throwable e) {
      throw new AssertionError("C throws nothing", e);
    }
  }

  /** Multiplies; {@code data} and {@code coding} are arrays of addresses. */
  void encodeData(
      int lengthBytes, int columns, int rows, MemorySegment tables, MemorySegment addresses) {
    MemorySegment coding = addresses.asSlice(ValueLayout.ADDRESS.byteSize() * columns);
    try {
      encodeData.invokeExact(lengthBytes, columns, rows, tables, addresses, coding);
    } catch (Throwable e) {
      throw new AssertionError("C throws nothing", e);
    }
  }
}
