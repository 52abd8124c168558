package dev.satchel.client.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The synced folder and the corner of it that is ours: {@code .satchel.cache}, which holds the mark
 * that tells this folder from any other, files on their way in, and the local trash.
 */
public final class SyncRoot {

  /** The one name in the folder that is never synced. */
  public static final String CACHE_NAME = ".satchel.cache";

  private static final String MARK_NAME = "root.id";

  private final Path folder;
  private final Path cache;
  private final Path mark;
  private volatile String id = "";

  /** Looks at nothing yet. */
  public SyncRoot(Path folder) {
    this.folder = folder;
    this.cache = folder.resolve(CACHE_NAME);
    this.mark = cache.resolve(MARK_NAME);
  }

  /** Whether a folder bears the mark of some device. */
  public static boolean isMarked(Path folder) {
    return Files.exists(folder.resolve(CACHE_NAME).resolve(MARK_NAME));
  }

  /** The synced folder. */
  public Path folder() {
    return folder;
  }

  /** Where files are gathered before they appear in the folder: on the same file system. */
  public Path partFolder() {
    return cache.resolve("part");
  }

  /** Where deleted files go. */
  Path trashFolder() {
    return cache.resolve("trash");
  }

  /** Whether a path is in our corner. */
  public boolean isOurs(Path path) {
    return path.startsWith(cache);
  }

  /** Marks the folder as this device's, making it when it is not there; returns the mark. */
  public String claim() throws IOException {
    String newId = UUID.randomUUID().toString();
    prepare();
    Path unfinished = cache.resolve(MARK_NAME + ".new");
    Files.writeString(unfinished, newId);
    Files.move(unfinished, mark, StandardCopyOption.ATOMIC_MOVE);
    id = newId;
    return newId;
  }

  /** Says which mark the folder has to bear. */
  public void expect(String expectedId) {
    id = expectedId;
  }

  /**
   * Makes sure that this is the folder that was marked.
   *
   * @throws RootGoneException if it is missing, unmounted or another one
   */
  public void require() throws RootGoneException {
    if (!Files.isDirectory(folder)) {
      throw new RootGoneException("the synced folder is not there: " + folder);
    }
    try {
      if (!Files.readString(mark).equals(id)) {
        throw new RootGoneException("another folder is in the place of the synced one: " + folder);
      }
    } catch (RootGoneException e) {
      throw e;
    } catch (IOException e) {
      throw new RootGoneException(
          "the synced folder is not mounted, or was emptied or replaced: "
              + folder
              + "; bring it back, or, if only its "
              + CACHE_NAME
              + " was removed, go on with `satchel logout` and `satchel login` for this folder");
    }
  }

  /** Makes our folders again where somebody removed them. */
  public void prepare() throws IOException {
    Files.createDirectories(partFolder());
    Files.createDirectories(trashFolder());
  }

  /** Removes what interrupted downloads left; to be called when nothing is to be fetched. */
  public void clearParts() throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(partFolder())) {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * A place in the folder; null when this process cannot say the name: the disk does not take it,
   * or the process runs in a locale that lacks its letters.
   *
   * @param path as the server writes it
   */
  public @Nullable Path resolve(String path) {
    try {
      return path.isEmpty() ? folder : folder.resolve(path.substring(1));
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
