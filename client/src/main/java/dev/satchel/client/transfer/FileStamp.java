package dev.satchel.client.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param changeTimeNanos the inode's ctime: also moves when somebody puts the mtime back
 * @param inode 0 where the file system has none
 */
public record FileStamp(long sizeBytes, long mtimeNanos, long changeTimeNanos, long inode) {

  /** The stamp of a regular file; empty for anything else, a symbolic link too. */
  public static Optional<FileStamp> of(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? ofInode(file)
        : ofBasic(file);
  }

  /** How long ago the file was last touched in any way. */
  Duration age(Instant now) {
    return Duration.between(Instant.ofEpochSecond(0, changeTimeNanos), now);
  }

  private static Optional<FileStamp> ofInode(Path file) throws IOException {
    Map<String, Object> inode =
        Files.readAttributes(
            file, "unix:isRegularFile,size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
    return inode.get("isRegularFile") instanceof Boolean regular
            && regular
            && inode.get("size") instanceof Long size
            && inode.get("lastModifiedTime") instanceof FileTime mtime
            && inode.get("ctime") instanceof FileTime ctime
            && inode.get("ino") instanceof Number number
        ? Optional.of(new FileStamp(size, nanos(mtime), nanos(ctime), number.longValue()))
        : Optional.empty();
  }

  private static Optional<FileStamp> ofBasic(Path file) throws IOException {
    BasicFileAttributes basic =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    long mtime = nanos(basic.lastModifiedTime());
    return basic.isRegularFile()
        ? Optional.of(new FileStamp(basic.size(), mtime, mtime, 0))
        : Optional.empty();
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }
}
