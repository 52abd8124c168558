package dev.satchel.client.disk;

import dev.satchel.client.transfer.DiskProblem;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Facts;
import dev.satchel.contract.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the folder. Every method looks first whether what it is about to change is what the
 * caller expects, and does nothing when it is not; nothing is ever written over in place.
 *
 * <p>The folders that names were put into or taken from are synced together, by {@link
 * #syncFolders}: until then the changes may still be undone by a power cut.
 */
public final class FolderWriter {

  private final Set<Path> unsynced = new HashSet<>();
  private final Trash trash;

  /** Writes to this folder. */
  public FolderWriter(SyncRoot root) {
    this.trash = new Trash(root);
  }

  /** Makes a folder. */
  public WriteOutcome makeFolder(Path path) {
    return guarded(
        path,
        () -> {
          Files.createDirectory(path);
          return done(path);
        });
  }

  /** Makes a symlink where there is nothing. */
  public WriteOutcome makeSymlink(Path path, String target) {
    return guarded(
        path,
        () -> {
          Symlinks.create(path, target);
          return done(path);
        });
  }

  /** Puts a whole, synced temporary file where there is nothing. */
  public WriteOutcome install(Path temp, Path path, Content content) {
    return guarded(
        path,
        () -> {
          setAttributes(temp, content);
          linkInto(temp, path);
          return done(path);
        });
  }

  /** Puts a whole, synced temporary file in the place of what is expected there. */
  public WriteOutcome replace(Path temp, Path path, Facts expected, Content content) {
    return guarded(
        path,
        () -> {
          if (!isStill(path, expected)) {
            return new WriteOutcome.WorldMoved();
          }
          takePermissions(path, temp);
          setAttributes(temp, content);
          Files.move(
              temp, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          return done(path);
        });
  }

  /** Sets mtime and executable bit of the file that is expected there. */
  public WriteOutcome describe(Path path, Facts expected, Content content) {
    return guarded(
        path,
        () -> {
          if (!isStill(path, expected)) {
            return new WriteOutcome.WorldMoved();
          }
          setAttributes(path, content);
          return done(path);
        });
  }

  /** Moves what is expected there to a place where there is nothing. */
  public WriteOutcome move(Path from, Path to, Facts expected) {
    return guarded(
        to,
        () -> {
          requireReadable(from.getParent());
          if (!isStill(from, expected) || Inodes.look(to) != null) {
            return new WriteOutcome.WorldMoved();
          }
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
          touched(from);
          return done(to);
        });
  }

  /** Puts the file or symlink that is expected there into the trash; a folder has to be empty. */
  public WriteOutcome delete(Path path, Facts expected) {
    return guarded(
        path,
        () -> {
          DiskEntry now = Inodes.look(path);
          if (now == null || !now.facts().equals(expected)) {
            return new WriteOutcome.WorldMoved();
          }
          if (now.kind() == Kind.FOLDER) {
            Files.delete(path);
          } else {
            trash.take(path);
          }
          touched(path);
          return new WriteOutcome.Done(Facts.NONE);
        });
  }

  /** Makes all changes so far outlive a power cut. */
  public void syncFolders() throws IOException {
    for (Path folder : unsynced) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (NoSuchFileException e) {
        // Removed since: then its names need no syncing.
        continue;
      } catch (AccessDeniedException e) {
        // Locked since. All disks are synced then, where that can be asked for.
        if (!Kernel.syncAll()) {
          throw e;
        }
      }
    }
    unsynced.clear();
  }

  private WriteOutcome guarded(Path path, Action action) {
    try {
      Path parent = path.getParent();
      if (parent == null || !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        return new WriteOutcome.WorldMoved();
      }
      requireReadable(parent);
      return action.run();
    } catch (FileAlreadyExistsException | NoSuchFileException | DirectoryNotEmptyException e) {
      return new WriteOutcome.WorldMoved();
    } catch (IOException e) {
      return new WriteOutcome.Failed(DiskProblem.of(e));
    }
  }

  /** What cannot be read cannot be synced, nor scanned: nothing is to be changed in there. */
  private static void requireReadable(@Nullable Path folder) throws AccessDeniedException {
    if (folder != null && !Files.isReadable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  private WriteOutcome done(Path path) throws IOException {
    touched(path);
    DiskEntry now = Inodes.look(path);
    return now == null ? new WriteOutcome.WorldMoved() : new WriteOutcome.Done(now.facts());
  }

  private void touched(Path path) {
    Path parent = path.getParent();
    if (parent != null) {
      unsynced.add(parent);
    }
  }

  private static boolean isStill(Path path, Facts expected) throws IOException {
    DiskEntry now = Inodes.look(path);
    return now != null && now.facts().equals(expected);
  }

  /** A link never replaces anything, while a rename would. */
  private static void linkInto(Path temp, Path path) throws IOException {
    try {
      Files.createLink(path, temp);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // No hard links on this file system: look, then rename.
      if (Inodes.look(path) != null) {
        throw new FileAlreadyExistsException(path.toString());
      }
      Files.move(temp, path, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(temp);
  }

  private static void takePermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView source =
        Files.getFileAttributeView(from, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (source != null) {
      Files.setPosixFilePermissions(to, source.readAttributes().permissions());
    }
  }

  private static void setAttributes(Path path, Content content) throws IOException {
    setExecutable(path, content.executable());
    if (content.mtimeNanos() != Content.ANY_MTIME) {
      Mtime.set(path, content.mtimeNanos());
    }
  }

  /** Whoever may read may execute, as for a program that an archive unpacks. */
  private static void setExecutable(Path path, boolean executable) throws IOException {
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> before = view.readAttributes().permissions();
    Set<PosixFilePermission> after = EnumSet.noneOf(PosixFilePermission.class);
    after.addAll(before);
    grant(after, executable, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE);
    grant(after, executable, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);
    grant(after, executable, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
    if (executable != before.contains(PosixFilePermission.OWNER_EXECUTE)) {
      view.setPermissions(after);
    }
  }

  private static void grant(
      Set<PosixFilePermission> permissions,
      boolean executable,
      PosixFilePermission read,
      PosixFilePermission execute) {
    if (executable && permissions.contains(read)) {
      permissions.add(execute);
    } else if (!executable) {
      permissions.remove(execute);
    }
  }

  private interface Action {
    WriteOutcome run() throws IOException;
  }
}
