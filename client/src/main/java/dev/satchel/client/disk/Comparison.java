package dev.satchel.client.disk;

import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.TreePaths;
import dev.satchel.contract.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is at a place on the disk with the entry that was known there, and tells what
 * became of it: as it was, changed, gone, moved here, or new.
 */
final class Comparison {

  /**
   * A folder to look into.
   *
   * @param deep also into all folders below it
   */
  record Folder(long id, Path path, boolean deep) {}

  private final SyncRoot root;
  private final LocalBook book;
  private final FileIntake intake;
  private final Deque<Folder> folders = new ArrayDeque<>();

  Comparison(SyncRoot root, LocalBook book, FileIntake intake) {
    this.root = root;
    this.book = book;
    this.intake = intake;
  }

  void begin() {
    folders.clear();
  }

  /** To be looked into. */
  void enter(Folder folder) {
    folders.add(folder);
  }

  /** The next folder to look into, or null. */
  @Nullable Folder nextFolder() {
    return folders.pollLast();
  }

  /**
   * Compares one place.
   *
   * @param known the entry there as far as it is known
   * @param now what is there, or null when nothing is
   * @param deep whether a folder that is known is to be looked into with all below it
   */
  void compare(
      Location at, Path path, @Nullable LocalEntry known, @Nullable DiskEntry now, boolean deep)
      throws IOException {
    if (known != null && (now == null || now.kind() != known.content().kind())) {
      book.lose(known);
    }
    if (now == null) {
      return;
    }
    if (now.isOfUnsupportedTime()) {
      book.problem(
          path,
          "unsupported-time",
          "modified before 1678 or after 2261, as its time says: synced with the nearest time");
    }
    Kind kind = now.kind();
    if (kind == null) {
      book.problem(
          path,
          "unsupported-kind",
          "a pipe, socket or device: only files, folders and symbolic links are synced");
    } else if (now.isGarbled()) {
      book.problem(path, "illegal-name", "the name is not UTF-8");
    } else if (known == null || known.content().kind() != kind) {
      arrive(at, path, now, kind);
    } else if (kind == Kind.FOLDER) {
      if (!known.facts().equals(now.facts())) {
        book.put(known.movedTo(at, now.facts()));
      }
      enter(new Folder(known.id(), path, deep));
    } else if (!known.facts().equals(now.facts())) {
      intake.read(known.id(), at, path, now);
    }
  }

  /** Something is where nothing of its kind was: an entry that moved here, or a new one. */
  private void arrive(Location at, Path path, DiskEntry now, Kind kind) throws IOException {
    LocalEntry moved = findMoved(now, kind);
    if (moved == null && kind != Kind.FOLDER) {
      intake.read(0, at, path, now);
      return;
    }
    if (moved == null) {
      book.put(new LocalEntry(book.store().newId(), at, Content.FOLDER, now.facts()));
    } else {
      moveHere(moved, at, path, now);
    }
    if (kind == Kind.FOLDER) {
      LocalEntry folder = book.store().local().child(at);
      if (folder != null) {
        enter(new Folder(folder.id(), path, true));
      }
    }
  }

  private void moveHere(LocalEntry moved, Location at, Path path, DiskEntry now)
      throws IOException {
    boolean unwritten = !moved.content().isFile() || moved.facts().sameBytes(now.facts());
    if (unwritten && moved.content().executable() == now.executable()) {
      book.put(moved.movedTo(at, now.facts()));
    } else {
      // The old facts stay with it until it has been read.
      book.put(moved.movedTo(at, moved.facts()));
      intake.read(moved.id(), at, path, now);
    }
  }

  private @Nullable LocalEntry findMoved(DiskEntry now, Kind kind) throws IOException {
    for (LocalEntry candidate : book.store().local().byInode(now.facts().inode())) {
      if (candidate.content().kind() == kind
          && candidate.facts().sameFile(now.facts())
          && isGoneFromItsPlace(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** What makes way for another of its kind leaves its entry to that one, which has the name. */
  private boolean isGoneFromItsPlace(LocalEntry entry) throws IOException {
    String path = TreePaths.of(book.store().local(), entry.id());
    if (path == null) {
      return true;
    }
    Path place = root.resolve(path);
    if (place == null) {
      return false;
    }
    DiskEntry now = Inodes.look(place);
    return now == null || now.kind() != entry.content().kind();
  }
}
