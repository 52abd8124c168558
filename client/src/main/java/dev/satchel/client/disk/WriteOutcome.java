package dev.satchel.client.disk;

import dev.satchel.client.tree.Facts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What came of a change in the folder. */
public sealed interface WriteOutcome {

  /** Done; these are the facts of what is there now. */
  record Done(Facts facts) implements WriteOutcome {}

  /** Nothing was done: what was expected there is not what is there. */
  record WorldMoved() implements WriteOutcome {}

  /**
   * Nothing was done: the disk would not.
   *
   * @param code a stable word for programs
   * @param detail for a person
   */
  record Failed(String code, String detail) implements WriteOutcome {

    static Failed of(IOException e) {
      if (e instanceof AccessDeniedException) {
        return new Failed("permission-denied", "permission denied");
      }
      String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
      String detail = reason == null ? e.getClass().getSimpleName() : reason;
      return new Failed(detail.contains("No space left") ? "disk-full" : "disk-error", detail);
    }
  }
}
