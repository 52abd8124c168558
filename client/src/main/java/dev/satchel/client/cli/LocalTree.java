package dev.satchel.client.cli;

import dev.satchel.client.disk.SyncRoot;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Walks the synced folder as it lies on the disk. */
final class LocalTree {

  private static final Pattern CONFLICTED =
      Pattern.compile(".* \\(.*'s conflicted copy \\d{4}-\\d{2}-\\d{2}\\)( \\(\\d+\\))?(\\..*)?");

  private LocalTree() {}

  static List<Path> conflictedCopies(Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    walk(
        folder,
        file -> {
          if (CONFLICTED.matcher(String.valueOf(file.getFileName())).matches()) {
            copies.add(file);
          }
        });
    return copies;
  }

  /** Every file, link and folder below, but not what cannot be read. */
  static void walk(Path folder, Consumer<Path> each) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            if (inner.equals(folder.resolve(SyncRoot.CACHE_NAME))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!inner.equals(folder)) {
              each.accept(inner);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            each.accept(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            each.accept(file);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
