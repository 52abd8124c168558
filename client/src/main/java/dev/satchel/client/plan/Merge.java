package dev.satchel.client.plan;

import dev.satchel.client.tree.Content;
import org.jspecify.annotations.Nullable;

/** The three-way merge of one entry's content. Bytes are never merged. */
final class Merge {

  private Merge() {}

  /**
   * What both sides shall hold; null when both changed the bytes, each in its own way.
   *
   * <p>Bytes, mtime and executable bit are merged one by one; where both changed an mtime or a bit,
   * the server's stands, since it was first.
   */
  static @Nullable Content of(Content remote, Content local, @Nullable Content base) {
    boolean executable =
        base != null && remote.executable() == base.executable()
            ? local.executable()
            : remote.executable();
    if (remote.samePayload(local)) {
      return remote.with(mtime(remote, local, base), executable);
    }
    if (base == null) {
      return null;
    }
    if (remote.samePayload(base)) {
      return local.with(local.mtimeNanos(), executable);
    }
    return local.samePayload(base) ? remote.with(remote.mtimeNanos(), executable) : null;
  }

  private static long mtime(Content remote, Content local, @Nullable Content base) {
    boolean remoteUnchanged =
        remote.mtimeNanos() == Content.ANY_MTIME
            || base != null && Content.sameMtime(remote.mtimeNanos(), base.mtimeNanos());
    return remoteUnchanged ? local.mtimeNanos() : remote.mtimeNanos();
  }
}
