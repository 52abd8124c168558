package dev.satchel.client.disk;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of changes in the folder. What it tells is a hint where to look, and no more. */
public final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final DirectoryWatcher watcher;

  private FolderWatch(DirectoryWatcher watcher) {
    this.watcher = watcher;
  }

  /**
   * Watches the folder and all below it; when this returns, nothing that changes goes unheard.
   *
   * @param hints is told the path, or null when too much happened to name it all; called from a
   *     thread of the watch
   */
  public static FolderWatch start(SyncRoot root, Consumer<@Nullable Path> hints)
      throws IOException {
    DirectoryWatcher watcher =
        DirectoryWatcher.builder()
            .path(root.folder())
            .fileHashing(false)
            .fileTreeVisitor(around(root))
            .listener(event -> tell(root, event, hints))
            .build();
    var loop =
        watcher.watchAsync(task -> Thread.ofPlatform().daemon().name("satchel-watch").start(task));
    loop.whenComplete((_, failure) -> {
      if (failure != null && !watcher.isClosed()) {
        LOG.warn("watching the folder ended; it is scanned from time to time", failure);
        hints.accept(null);
      }
    });
    return new FolderWatch(watcher);
  }

  private static void tell(
      SyncRoot root, DirectoryChangeEvent event, Consumer<@Nullable Path> hints) {
    if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || event.path() == null) {
      hints.accept(null);
    } else if (!root.isOurs(event.path())) {
      hints.accept(event.path());
    }
  }

  /** Our own corner is not watched: every download would be heard twice. */
  private static FileTreeVisitor around(SyncRoot root) {
    return (start, onFolder, onFile) ->
        Files.walkFileTree(
            start,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts)
                  throws IOException {
                if (root.isOurs(folder)) {
                  return FileVisitResult.SKIP_SUBTREE;
                }
                onFolder.call(folder);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                  throws IOException {
                onFile.call(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path path, IOException e) {
                // Unreadable or just gone: the scan says what is to be said of it.
                return FileVisitResult.CONTINUE;
              }
            });
  }

  @Override
  public void close() throws IOException {
    watcher.close();
  }
}
