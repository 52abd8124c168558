package dev.satchel.client.disk;

import dev.satchel.client.store.TreeStore;
import dev.satchel.client.transfer.Chunker;
import dev.satchel.client.transfer.DiskProblem;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the local tree say what the disk shows.
 *
 * <p>An entry stays itself as long as something of its kind is under its name, so a save by way of
 * a temporary file is one modification. An entry whose name is gone waits in the limbo: what turns
 * up under another name with the same inode is that entry, moved. What is in the limbo at the end
 * of the scan was deleted. A file is read only when what the file system says of it has changed.
 *
 * <p>Runs in the control thread; only the hashing runs beside it.
 */
public final class Scanner implements AutoCloseable {

  private final TreeStore store;
  private final SyncRoot root;
  private final LocalBook book;
  private final FileIntake intake;
  private final Comparison comparison;

  /** Scans this folder into this store, hashing so many files at once. */
  public Scanner(TreeStore store, SyncRoot root, Chunker chunker, int parallelHashes) {
    this.store = store;
    this.root = root;
    this.book = new LocalBook(store, root);
    this.intake = new FileIntake(book, chunker, parallelHashes);
    this.comparison = new Comparison(root, book, intake);
  }

  /**
   * Looks at everything.
   *
   * @return paths that would not hold still: to be looked at again later
   */
  public Set<Path> scan() throws IOException {
    root.require();
    begin();
    store.status().clearProblemsOfScan();
    comparison.enter(new Comparison.Folder(Tree.ROOT, root.folder(), true));
    return finish();
  }

  /**
   * Looks at these paths only; what is new is looked at whole.
   *
   * @return paths that would not hold still: to be looked at again later
   */
  public Set<Path> look(Collection<Path> hints) throws IOException {
    begin();
    for (Path hint : hints) {
      if (hint.startsWith(root.folder()) && !root.isOurs(hint)) {
        store.status().clearProblem("/" + root.folder().relativize(hint));
        lookAt(hint);
      }
    }
    return finish();
  }

  private void begin() {
    book.begin();
    comparison.begin();
  }

  private Set<Path> finish() throws IOException {
    for (Comparison.Folder folder = comparison.nextFolder();
        folder != null;
        folder = comparison.nextFolder()) {
      scanFolder(folder);
      intake.takeReady();
    }
    intake.takeAll();
    return book.finish();
  }

  /**
   * Goes down from the root as far as the folders are known, and compares the first step beyond.
   */
  private void lookAt(Path hint) throws IOException {
    long parent = Tree.ROOT;
    Path at = root.folder();
    if (hint.equals(root.folder())) {
      comparison.enter(new Comparison.Folder(Tree.ROOT, at, false));
      return;
    }
    for (Path name : root.folder().relativize(hint)) {
      at = at.resolve(name);
      Location place = new Location(parent, name.toString());
      LocalEntry known = store.local().child(place);
      if (at.equals(hint) || known == null || !known.content().isFolder()) {
        comparePlace(place, at, known);
        return;
      }
      parent = known.id();
    }
  }

  private void comparePlace(Location place, Path at, @Nullable LocalEntry known)
      throws IOException {
    DiskEntry now;
    try {
      now = Inodes.look(at);
    } catch (IOException e) {
      // A folder above is locked, or no folder any more.
      Path above = at.getParent();
      if (above == null || Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        book.problem(at, "unreadable", DiskProblem.of(e).detail());
      } else {
        lookAt(above);
      }
      return;
    }
    comparison.compare(place, at, known, now, false);
  }

  private void scanFolder(Comparison.Folder folder) throws IOException {
    List<DiskEntry> entries;
    try {
      entries = Inodes.list(folder.path());
    } catch (NoSuchFileException | NotDirectoryException e) {
      book.unsettled(folder.path());
      return;
    } catch (IOException e) {
      // Not to be read is not to be empty: what is known of it stays as it is.
      book.problem(folder.path(), "unreadable", DiskProblem.of(e).detail());
      return;
    }
    Map<String, LocalEntry> known = new HashMap<>();
    store.local().children(folder.id()).forEach(entry -> known.put(entry.at().name(), entry));
    loseWhatIsGone(known, entries);
    for (DiskEntry entry : entries) {
      if (entry.isGarbled()) {
        String above =
            folder.id() == Tree.ROOT ? "" : "/" + root.folder().relativize(folder.path());
        book.problem(above + "/" + entry.name(), "illegal-name", "the name is not UTF-8");
        continue;
      }
      Path path = folder.path().resolve(entry.name());
      if (!root.isOurs(path)) {
        Location at = new Location(folder.id(), entry.name());
        comparison.compare(at, path, known.get(entry.name()), entry, folder.deep());
      }
    }
  }

  /** First of all: what is gone from its name may be met under another one in the same folder. */
  private void loseWhatIsGone(Map<String, LocalEntry> known, List<DiskEntry> entries) {
    Map<String, DiskEntry> present = new HashMap<>();
    entries.forEach(entry -> present.put(entry.name(), entry));
    known
        .values()
        .removeIf(entry -> {
          boolean gone = isGone(entry, present.get(entry.at().name()));
          if (gone) {
            book.lose(entry);
          }
          return gone;
        });
  }

  /** What this process cannot name it cannot see either: that says nothing of its being there. */
  private boolean isGone(LocalEntry entry, @Nullable DiskEntry now) {
    return now == null
        ? root.resolve("/" + entry.at().name()) != null
        : !now.isGarbled() && now.kind() != entry.content().kind();
  }

  @Override
  public void close() {
    intake.close();
  }
}
