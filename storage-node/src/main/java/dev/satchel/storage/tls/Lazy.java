package dev.satchel.storage.tls;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made once, when it is first asked for. Thread-safe. */
final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private volatile @Nullable T made;

  private Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  static <T> Supplier<T> of(Supplier<T> maker) {
    return new Lazy<>(maker);
  }

  @Override
  public T get() {
    T known = made;
    return known == null ? make() : known;
  }

  private synchronized T make() {
    T known = made;
    if (known == null) {
      known = maker.get();
      made = known;
    }
    return known;
  }
}
