package dev.satchel.metadata.tree;

import java.util.Optional;

/** A revision: the journal row that made it. Text form {@code NAMESPACE-JID}, opaque to clients. */
public record Rev(long namespace, long jid) {

  /** Reads the text form; nothing if it is not one that {@link #toString} writes. */
  public static Optional<Rev> parse(String text) {
    int dash = text.indexOf('-');
    if (dash <= 0) {
      return Optional.empty();
    }
    try {
      Rev rev =
          new Rev(
              Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
      return rev.jid >= 0 && rev.toString().equals(text) ? Optional.of(rev) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return namespace + "-" + jid;
  }
}
