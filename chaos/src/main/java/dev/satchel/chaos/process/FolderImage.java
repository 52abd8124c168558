package dev.satchel.chaos.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person would compare of two folders: each entry's kind, bytes (by SHA-256), modification
 * time and executable bit. Satchel's own {@code .satchel.cache} is left out.
 *
 * @param entries by path relative to the folder
 */
public record FolderImage(SortedMap<String, Facts> entries) {

  private static final String CACHE = ".satchel.cache";

  /** One entry; a folder has no content and no time of interest. */
  public record Facts(String kind, String content, Instant modified, boolean executable) {}

  /** Reads and hashes the whole folder. */
  public static FolderImage of(Path folder) throws IOException {
    TreeMap<String, Facts> entries = new TreeMap<>();
    Files.walkFileTree(folder, new Reader(folder, entries));
    return new FolderImage(entries);
  }

  /** The first entry that differs, in words; empty when the folders are the same. */
  public String firstDifferenceTo(FolderImage other) {
    for (String path : entries.keySet()) {
      Facts theirs = other.entries.get(path);
      if (!entries.get(path).equals(theirs)) {
        return path + ": " + entries.get(path) + " here, " + theirs + " there";
      }
    }
    for (String path : other.entries.keySet()) {
      if (!entries.containsKey(path)) {
        return path + ": only there";
      }
    }
    return "";
  }

  /** How many files there are. */
  public long fileCount() {
    return entries.values().stream().filter(facts -> facts.kind.equals("file")).count();
  }

  private static final class Reader extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final TreeMap<String, Facts> entries;
    private final byte[] buffer = new byte[1 << 18];

    Reader(Path folder, TreeMap<String, Facts> entries) {
      this.folder = folder;
      this.entries = entries;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes facts) {
      if (path.endsWith(CACHE)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (!path.equals(folder)) {
        entries.put(name(path), new Facts("folder", "", Instant.EPOCH, false));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes facts) throws IOException {
      if (facts.isSymbolicLink()) {
        String target = Files.readSymbolicLink(path).toString();
        entries.put(name(path), new Facts("symlink", target, Instant.EPOCH, false));
      } else {
        Instant modified = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        entries.put(
            name(path), new Facts("file", sha256(path), modified, Files.isExecutable(path)));
      }
      return FileVisitResult.CONTINUE;
    }

    private String name(Path path) {
      return folder.relativize(path).toString();
    }

    private String sha256(Path file) throws IOException {
      MessageDigest digest = newSha256();
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          digest.update(buffer, 0, count);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newSha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
