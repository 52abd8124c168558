package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * The tables that ISA-L makes of a matrix, for the matrices used last: encoding uses the same one
 * for ever, repair a few, one for each pattern of losses.
 *
 * <p>A table that is dropped is freed when no call uses it any more. Safe for many threads.
 */
final class IsaLTables {

  private static final int BYTES_PER_COEFFICIENT = 32;
  private static final int ALIGNMENT_BYTES = 64;

  private final IsaL library;
  private final long maxBytes;
  private final LinkedHashMap<Matrix, MemorySegment> tables = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** Keeps at most {@code maxBytes}, and always the table used last. */
  IsaLTables(IsaL library, long maxBytes) {
    this.library = library;
    this.maxBytes = maxBytes;
  }

  /** The table of that matrix, which has at least one element. */
  synchronized MemorySegment of(Matrix matrix) {
    MemorySegment known = tables.get(matrix);
    if (known != null) {
      return known;
    }
    MemorySegment table = calculate(matrix);
    tables.put(matrix, table);
    bytes += table.byteSize();
    dropEldest();
    return table;
  }

  /** How much memory they take. */
  synchronized long bytes() {
    return bytes;
  }

  private void dropEldest() {
    Iterator<MemorySegment> eldestFirst = tables.values().iterator();
    while (bytes > maxBytes && tables.size() > 1) {
      bytes -= eldestFirst.next().byteSize();
      eldestFirst.remove();
    }
  }

  private MemorySegment calculate(Matrix matrix) {
    int columns = matrix.columnCount();
    int rows = matrix.rowCount();
    MemorySegment table =
        Arena.ofAuto().allocate((long) BYTES_PER_COEFFICIENT * columns * rows, ALIGNMENT_BYTES);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment coefficients = arena.allocate((long) columns * rows);
      for (int row = 0; row < rows; row++) {
        MemorySegment.copy(
            matrix.row(row), 0, coefficients, ValueLayout.JAVA_BYTE, (long) row * columns, columns);
      }
      library.initTables(columns, rows, coefficients, table);
    }
    return table;
  }
}
