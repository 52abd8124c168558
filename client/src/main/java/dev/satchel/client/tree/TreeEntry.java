package dev.satchel.client.tree;

/** One entry of one of the three trees. */
public sealed interface TreeEntry permits RemoteEntry, LocalEntry, SyncedEntry {

  /** The same in all three trees. */
  long id();

  /** Where it lies. */
  Location at();

  /** What it holds. */
  Content content();
}
