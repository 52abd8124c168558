package dev.satchel.metadata.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * Lists in statements. A list is padded with its last element to a power of two, so that the
 * databases' caches of prepared statements see few different texts; one that is longer than {@link
 * #MOST} is asked in parts.
 */
final class SqlList {

  /** Most elements in one statement: two parameters each stay under both databases' limits. */
  static final int MOST = 8192;

  private SqlList() {}

  /** {@code element} as often as a list of {@code count} elements needs it, joined by commas. */
  static String of(String element, int count) {
    return String.join(",", Collections.nCopies(length(count), element));
  }

  /** Binds the elements by their index, the last one again where {@link #of} padded. */
  static <T> void bind(List<T> elements, ObjIntConsumer<T> binder) {
    int padded = length(elements.size());
    for (int i = 0; i < padded; i++) {
      binder.accept(elements.get(Math.min(i, elements.size() - 1)), i);
    }
  }

  /** The answers to all parts of a list. */
  static <T, R> List<R> inParts(List<T> elements, Function<List<T>, List<R>> ask) {
    if (elements.size() <= MOST) {
      return elements.isEmpty() ? List.of() : ask.apply(elements);
    }
    List<R> answers = new ArrayList<>();
    for (int start = 0; start < elements.size(); start += MOST) {
      answers.addAll(ask.apply(elements.subList(start, Math.min(start + MOST, elements.size()))));
    }
    return answers;
  }

  /** How many elements {@link #of} writes. */
  static int length(int count) {
    return count <= 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
  }
}
