package dev.satchel.metadata.tree;

import org.jspecify.annotations.Nullable;

/** The stored tree of one namespace, as it was when the commit began. */
public interface NodeSource {

  /** The living entry of that name, or null. */
  @Nullable Node child(ChildKey key);

  /** The newest jid of the folder and all that lives in it. */
  long newestJidWithin(long folderId);
}
