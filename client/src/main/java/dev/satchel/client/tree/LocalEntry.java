package dev.satchel.client.tree;

/**
 * An entry as the disk last showed it.
 *
 * @param facts of the moment at which {@code content} was read
 */
public record LocalEntry(long id, Location at, Content content, Facts facts) implements TreeEntry {

  /** The same entry elsewhere. */
  public LocalEntry movedTo(Location newAt, Facts newFacts) {
    return new LocalEntry(id, newAt, content, newFacts);
  }
}
