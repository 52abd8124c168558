package dev.satchel.frontend.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of one service: locked while it runs, with the files by which others find it. */
final class DataFolder implements AutoCloseable {
  /** Where the service is found; published when it serves for the first time, and never removed. */
  static final String SERVER_URL = "server.url";

  private static final Set<StandardOpenOption> LOCK_OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if need be, and locks it.
   *
   * @throws IOException if it cannot be had, or another process has it
   */
  static DataFolder lock(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile = FileChannel.open(folder.resolve("lock"), LOCK_OPTIONS);
    if (tryLock(lockFile) == null) {
      lockFile.close();
      throw new IOException("another server uses " + folder);
    }
    return new DataFolder(folder, lockFile);
  }

  Path path() {
    return folder;
  }

  /** The path of something in the folder. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Writes a small file that others read, whole or not at all. */
  void publish(String name, String text) throws IOException {
    replace(resolve(name), text, "rw-r--r--");
  }

  /** Writes a small file that only the owner may read. */
  static void publishSecret(Path file, String text) throws IOException {
    replace(file, text, "rw-------");
  }

  /** Unlocks the folder. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  private static void replace(Path file, String text, String permissions) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    Files.writeString(temporary, text + "\n");
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
