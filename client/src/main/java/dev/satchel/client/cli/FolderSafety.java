package dev.satchel.client.cli;

import dev.satchel.client.disk.SyncRoot;
import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Which folders may become a synced one. */
final class FolderSafety {

  private FolderSafety() {}

  /**
   * Lets pass what may be synced.
   *
   * @return whether there is something in it already, which will be merged with the server's files
   * @throws RefusedForSafety if syncing it would do harm
   */
  static boolean check(Path folder, ClientHome home) throws IOException {
    checkPlace(folder, home);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder");
    }
    if (SyncRoot.isMarked(folder)) {
      throw new RefusedForSafety(
          folder
              + " is synced by another device already: `satchel logout` there, or name another"
              + " --folder; if that device is no more, remove "
              + folder.resolve(SyncRoot.CACHE_NAME));
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isPresent();
    }
  }

  private static void checkPlace(Path folder, ClientHome home) throws RefusedForSafety {
    if (folder.getParent() == null) {
      throw new RefusedForSafety(
          "the root of a file system cannot be synced: name a folder below it with --folder");
    }
    if (home.folder().startsWith(folder) || folder.startsWith(home.folder())) {
      throw new RefusedForSafety(
          "the client's home "
              + home.folder()
              + " and the synced folder lie in each other: move one with --home or --folder");
    }
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      if (SyncRoot.isMarked(above)) {
        throw new RefusedForSafety(
            folder + " lies in " + above + ", which is synced already: name another --folder");
      }
    }
  }
}
