package dev.satchel.client.disk;

import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Facts;
import dev.satchel.contract.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Something in a folder, as the file system describes it.
 *
 * @param kind null for what is never synced: sockets, pipes, devices
 */
record DiskEntry(String name, @Nullable Kind kind, Facts facts, boolean executable) {

  /** What stands for bytes that are no letters. */
  static final char GARBLED = '\uFFFD';

  /** A file whose time of modification is not to be said in nanoseconds. */
  boolean isOfUnsupportedTime() {
    long mtime = facts.mtimeNanos();
    return kind == Kind.FILE && mtime != Math.clamp(mtime, Content.FIRST_MTIME, Content.LAST_MTIME);
  }

  /** The name holds bytes that are no letters, or none that this process's locale has. */
  boolean isGarbled() {
    return name.indexOf(GARBLED) >= 0;
  }
}
