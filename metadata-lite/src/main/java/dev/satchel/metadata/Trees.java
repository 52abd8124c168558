package dev.satchel.metadata;

import dev.satchel.contract.Entry;
import dev.satchel.contract.ListPage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is where. */
public final class Trees {

  Trees() {}

  /** A folder, in pages. */
  public ListPage list(
      Caller caller, String path, boolean recursive, @Nullable String cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  /** One entry, now or at a revision. */
  public Optional<Entry> entry(Caller caller, String path, @Nullable String rev) {
    throw new UnsupportedOperationException();
  }
}
