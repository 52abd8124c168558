package dev.satchel.storage.disk;

import dev.satchel.storage.IoMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk on a file system that can only be read, as one that found errors makes itself: what it
 * holds can be had, and whatever would change it fails.
 */
public final class ReadOnlyDisk implements Disk {

  private final FileDisk file;
  private final String why;

  private ReadOnlyDisk(FileDisk file, String why) {
    this.file = file;
    this.why = why;
  }

  /** Whether the file is there and cannot be opened otherwise. Of a device never. */
  public static boolean isAllThereIsAt(Path path) throws IOException {
    return Files.isRegularFile(path) && Files.getFileStore(path).isReadOnly();
  }

  /**
   * Opens a file that is there. Others who only read it may have it open too.
   *
   * @throws DiskBusyException if somebody has it open who may write it
   */
  public static ReadOnlyDisk open(Path path) throws IOException {
    return new ReadOnlyDisk(
        FileOpening.toRead(path), "the file system of " + path + " can only be read");
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    file.read(position, target);
  }

  @Override
  public void dropCached(long position, long lengthBytes) {
    file.dropCached(position, lengthBytes);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw refusal();
  }

  @Override
  public void sync() throws IOException {
    throw refusal();
  }

  @Override
  public void allocate(long position, long lengthBytes) throws IOException {
    throw refusal();
  }

  @Override
  public void erase(long position, long lengthBytes) throws IOException {
    throw refusal();
  }

  private IOException refusal() {
    return new IOException(why);
  }

  @Override
  public long nextData(long position) throws IOException {
    return file.nextData(position);
  }

  @Override
  public long sizeBytes() throws IOException {
    return file.sizeBytes();
  }

  @Override
  public Optional<String> lost() {
    return Optional.of(
        file.lost().orElse(why + ": mount it to be written, then start the node again"));
  }

  @Override
  public IoMode mode() {
    return file.mode();
  }

  @Override
  public String path() {
    return file.path();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
