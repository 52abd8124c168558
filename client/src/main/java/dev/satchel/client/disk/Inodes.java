package dev.satchel.client.disk;

import dev.satchel.client.tree.Facts;
import dev.satchel.contract.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads what the file system says of its entries, never following a symlink. */
final class Inodes {

  private static final String ATTRIBUTES = "unix:ino,mode,size,lastModifiedTime,ctime,creationTime";

  private static final int TYPE_MASK = 0170000;
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int SYMLINK = 0120000;
  private static final int OWNER_EXECUTES = 0100;

  private Inodes() {}

  /** What is at the path; null when there is nothing. */
  static @Nullable DiskEntry look(Path path) throws IOException {
    try {
      return read(path);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** All that is directly in a folder. What vanishes meanwhile is left out. */
  static List<DiskEntry> list(Path folder) throws IOException {
    List<DiskEntry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        DiskEntry entry = look(path);
        if (entry != null) {
          entries.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  private static DiskEntry read(Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) attribute(attributes, "mode");
    Kind kind =
        switch (mode & TYPE_MASK) {
          case FOLDER -> Kind.FOLDER;
          case FILE -> Kind.FILE;
          case SYMLINK -> Kind.SYMLINK;
          default -> null;
        };
    return new DiskEntry(
        String.valueOf(path.getFileName()),
        kind,
        facts(attributes, kind == Kind.FOLDER),
        kind == Kind.FILE && (mode & OWNER_EXECUTES) != 0);
  }

  /** Of a folder only what tells it from others: the rest changes with everything in it. */
  private static Facts facts(Map<String, Object> attributes, boolean folder) {
    long inode = ((Number) attribute(attributes, "ino")).longValue();
    long born = nanos(attributes, "creationTime");
    return folder
        ? new Facts(inode, 0, 0, 0, born)
        : new Facts(
            inode,
            (Long) attribute(attributes, "size"),
            nanos(attributes, "lastModifiedTime"),
            nanos(attributes, "ctime"),
            born);
  }

  private static long nanos(Map<String, Object> attributes, String name) {
    return ((FileTime) attribute(attributes, name)).to(TimeUnit.NANOSECONDS);
  }

  private static Object attribute(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("this file system does not tell " + name);
    }
    return value;
  }
}
