package dev.satchel.client.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The local trash: what the server's deletes took from the folder, each under its old path. */
final class Trash {

  private static final int MAX_ATTEMPTS = 10_000;

  private final SyncRoot root;
  private @Nullable Path lastFolder;

  Trash(SyncRoot root) {
    this.root = root;
  }

  void take(Path path) throws IOException {
    Path relative = root.folder().relativize(path);
    Path wanted = root.trashFolder().resolve(relative);
    Path folder = wanted.getParent();
    if (folder != null && !folder.equals(lastFolder)) {
      makeFolders(folder);
      lastFolder = folder;
    }
    Files.move(path, free(wanted), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A file in the trash may have the name that a folder needs now: it makes way. */
  private void makeFolders(Path folder) throws IOException {
    Path at = root.trashFolder();
    for (Path name : root.trashFolder().relativize(folder)) {
      at = at.resolve(name);
      DiskEntry now = Inodes.look(at);
      if (now != null && !Files.isDirectory(at)) {
        Files.move(at, free(at), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.createDirectories(at);
    }
  }

  private static Path free(Path wanted) throws IOException {
    Path free = wanted;
    for (int i = 2; Inodes.look(free) != null; i++) {
      if (i > MAX_ATTEMPTS) {
        throw new IOException("the trash is full of " + wanted.getFileName());
      }
      String name = String.valueOf(wanted.getFileName());
      String stem = name.substring(0, Math.min(name.length(), 60));
      free = wanted.resolveSibling(stem + "~" + i);
    }
    return free;
  }
}
