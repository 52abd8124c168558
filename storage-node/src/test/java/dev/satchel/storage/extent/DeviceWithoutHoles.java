package dev.satchel.storage.extent;

import dev.satchel.storage.IoMode;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk as large as real ones, in a file that takes no space: it reads as zeros where nothing was
 * written, and as a device does, cannot tell so beforehand. It counts what is read.
 */
final class DeviceWithoutHoles implements Disk {

  private final FileDisk file;
  private long readBytes;

  DeviceWithoutHoles(Path path) throws IOException {
    this.file = FileDisk.open(path, true);
  }

  synchronized long readBytes() {
    return readBytes;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    synchronized (this) {
      readBytes += target.remaining();
    }
    file.read(position, target);
  }

  @Override
  public long nextData(long position) throws IOException {
    return Math.min(position, sizeBytes());
  }

  @Override
  public void dropCached(long position, long lengthBytes) {
    file.dropCached(position, lengthBytes);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    file.write(position, source);
  }

  @Override
  public void sync() throws IOException {
    file.sync();
  }

  @Override
  public void allocate(long position, long lengthBytes) throws IOException {
    file.allocate(position, lengthBytes);
  }

  @Override
  public void erase(long position, long lengthBytes) throws IOException {
    file.erase(position, lengthBytes);
  }

  @Override
  public long sizeBytes() throws IOException {
    return file.sizeBytes();
  }

  @Override
  public Optional<String> lost() {
    return file.lost();
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
