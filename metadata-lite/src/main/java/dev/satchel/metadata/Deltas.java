package dev.satchel.metadata;

import dev.satchel.contract.DeltaPage;
import org.jspecify.annotations.Nullable;

/** What changed after a cursor. */
public final class Deltas {

  Deltas() {}

  /** The page after the cursor. */
  public DeltaPage read(Caller caller, @Nullable String cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  /** The cursor of this moment. */
  public String head(Caller caller) {
    throw new UnsupportedOperationException();
  }

  /** Whether there is something after the cursor. */
  public boolean hasChanges(Caller caller, String cursor) {
    throw new UnsupportedOperationException();
  }
}
