package dev.satchel.storage.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in a file of the test, which only root on Linux can mount. */
public final class MountedImage implements AutoCloseable {

  private final Path folder;

  private MountedImage(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes and mounts one, or else skips the test.
   *
   * @param kind as {@code mkfs} calls it
   * @param dir a folder for the file and for what it is mounted at
   */
  public static MountedImage make(String kind, Path dir, long sizeBytes) throws IOException {
    Path image = dir.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(sizeBytes);
    }
    Path folder = Files.createDirectory(dir.resolve("mounted"));
    LoopDevice.run("mkfs." + kind, "-q", "-F", image.toString());
    LoopDevice.run("mount", "-o", "loop", image.toString(), folder.toString());
    assumeTrue(
        !Files.getFileStore(folder).equals(Files.getFileStore(dir)),
        "no " + kind + " can be mounted here: it takes root and mkfs." + kind);
    return new MountedImage(folder);
  }

  /** Where its files are. */
  public Path folder() {
    return folder;
  }

  /** From now on it can only be read, or be written again; nobody may have a file open to write. */
  public void remount(boolean readOnly) throws IOException {
    LoopDevice.run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString());
    if (Files.getFileStore(folder).isReadOnly() != readOnly) {
      throw new IOException(folder + " could not be remounted");
    }
  }

  @Override
  public void close() throws IOException {
    LoopDevice.run("umount", folder.toString());
  }
}
