package dev.satchel.client.disk;

import dev.satchel.client.store.LocalTable;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.store.TreeTable;
import dev.satchel.client.transfer.ChunkOutcome;
import dev.satchel.client.transfer.Chunker;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Facts;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.Tree;
import dev.satchel.client.tree.TreePaths;
import dev.satchel.contract.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
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

  private static final int MAX_ATTEMPTS = 3;
  private static final int CHANGES_PER_COMMIT = 5_000;

  private final TreeStore store;
  private final SyncRoot root;
  private final HashLane hashes;
  private final Deque<Folder> folders = new ArrayDeque<>();
  private final Set<Path> unsettled = new HashSet<>();
  private int changesSinceCommit;
  private long looked;

  /** Scans this folder into this store, hashing so many files at once. */
  public Scanner(TreeStore store, SyncRoot root, Chunker chunker, int parallelHashes) {
    this.store = store;
    this.root = root;
    this.hashes = new HashLane(chunker, parallelHashes);
  }

  /**
   * Looks at everything.
   *
   * @return paths that would not hold still: to be looked at again later
   */
  public Set<Path> scan() throws IOException {
    root.require();
    begin();
    store.status().clearProblems("unreadable");
    store.status().clearProblems("illegal-name");
    folders.add(new Folder(Tree.ROOT, root.folder(), true));
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

  /** How many entries of the disk were looked at by the scan at hand, or the last one. */
  public long lookedAt() {
    return looked;
  }

  private void begin() {
    unsettled.clear();
    folders.clear();
    looked = 0;
  }

  private Set<Path> finish() throws IOException {
    do {
      while (!folders.isEmpty()) {
        scanFolder(folders.removeLast());
        drain(false);
      }
      drain(true);
    } while (!folders.isEmpty());
    emptyLimbo();
    store.commit();
    return Set.copyOf(unsettled);
  }

  private void emptyLimbo() throws IOException {
    List<LocalEntry> limbo = store.local().children(TreeTable.LIMBO);
    if (!limbo.isEmpty()) {
      root.require();
    }
    for (LocalEntry lost : limbo) {
      store.removeLocal(lost.id());
    }
  }

  /**
   * Goes down from the root as far as the folders are known, and compares the first step beyond.
   */
  private void lookAt(Path hint) throws IOException {
    long parent = Tree.ROOT;
    Path at = root.folder();
    Path relative = root.folder().relativize(hint);
    if (hint.equals(root.folder())) {
      folders.add(new Folder(Tree.ROOT, at, false));
      return;
    }
    for (Path name : relative) {
      at = at.resolve(name);
      Location place = new Location(parent, name.toString());
      LocalEntry known = store.local().child(place);
      DiskEntry now = at.equals(hint) ? Inodes.look(at) : null;
      if (at.equals(hint) || known == null || !known.content().isFolder()) {
        compare(place, at, known, now == null ? Inodes.look(at) : now, false);
        return;
      }
      parent = known.id();
    }
  }

  private void scanFolder(Folder folder) throws IOException {
    List<DiskEntry> entries;
    try {
      entries = Inodes.list(folder.path);
    } catch (NoSuchFileException | NotDirectoryException e) {
      unsettled.add(folder.path);
      return;
    } catch (IOException e) {
      // Not to be read is not to be empty: what is known of it stays as it is.
      problem(folder.path, "unreadable", WriteOutcome.Failed.of(e).detail());
      return;
    }
    Map<String, LocalEntry> known = new HashMap<>();
    store.local().children(folder.id).forEach(entry -> known.put(entry.at().name(), entry));
    Set<String> present = new HashSet<>();
    entries.forEach(entry -> present.add(entry.name()));
    for (LocalEntry entry : known.values()) {
      // What this process cannot name it cannot see either: that says nothing of its being there.
      if (!present.contains(entry.at().name()) && root.resolve("/" + entry.at().name()) != null) {
        lose(entry);
      }
    }
    for (DiskEntry entry : entries) {
      if (isGarbled(entry)) {
        String above = folder.id == Tree.ROOT ? "" : "/" + root.folder().relativize(folder.path);
        String path = above + "/" + entry.name();
        store.status().problem(path, "illegal-name", "the name is not UTF-8");
        continue;
      }
      Path path = folder.path.resolve(entry.name());
      if (!root.isOurs(path)) {
        Location at = new Location(folder.id, entry.name());
        compare(at, path, known.get(entry.name()), entry, folder.deep);
      }
    }
  }

  private void compare(
      Location at, Path path, @Nullable LocalEntry known, @Nullable DiskEntry now, boolean deep)
      throws IOException {
    looked++;
    if (known != null && (now == null || now.kind() != known.content().kind())) {
      lose(known);
    }
    if (now == null) {
      return;
    }
    Kind kind = now.kind();
    if (kind == null) {
      problem(path, "illegal-name", "neither a file nor a folder nor a symlink");
    } else if (isGarbled(now)) {
      problem(path, "illegal-name", "the name is not UTF-8");
    } else if (known == null || known.content().kind() != kind) {
      arrive(at, path, now, kind);
    } else if (kind == Kind.FOLDER) {
      if (!known.facts().equals(now.facts())) {
        put(known.movedTo(at, now.facts()));
      }
      folders.add(new Folder(known.id(), path, deep));
    } else if (!known.facts().equals(now.facts())) {
      read(known.id(), at, path, now);
    }
  }

  /** The name holds bytes that are no letters, or none that this process's locale has. */
  private static boolean isGarbled(DiskEntry entry) {
    return entry.name().indexOf('\uFFFD') >= 0;
  }

  /** Something is where nothing of its kind was: an entry that moved here, or a new one. */
  private void arrive(Location at, Path path, DiskEntry now, Kind kind) throws IOException {
    LocalEntry moved = findMoved(now, kind);
    if (moved == null && kind != Kind.FOLDER) {
      read(0, at, path, now);
      return;
    }
    if (moved == null) {
      put(new LocalEntry(store.newId(), at, Content.FOLDER, now.facts()));
    } else {
      moveHere(moved, at, path, now);
    }
    if (kind == Kind.FOLDER) {
      LocalEntry folder = store.local().child(at);
      if (folder != null) {
        folders.add(new Folder(folder.id(), path, true));
      }
    }
  }

  private void moveHere(LocalEntry moved, Location at, Path path, DiskEntry now)
      throws IOException {
    boolean unwritten = !moved.content().isFile() || moved.facts().sameBytes(now.facts());
    if (unwritten && moved.content().executable() == now.executable()) {
      put(moved.movedTo(at, now.facts()));
    } else {
      // The old facts stay with it until it has been read.
      put(moved.movedTo(at, moved.facts()));
      read(moved.id(), at, path, now);
    }
  }

  private @Nullable LocalEntry findMoved(DiskEntry now, Kind kind) throws IOException {
    for (LocalEntry candidate : store.local().byInode(now.facts().inode())) {
      if (candidate.content().kind() == kind
          && candidate.facts().sameFile(now.facts())
          && isGoneFromItsPlace(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private boolean isGoneFromItsPlace(LocalEntry entry) throws IOException {
    String path = TreePaths.of(store.local(), entry.id());
    if (path == null) {
      return true;
    }
    Path place = root.resolve(path);
    if (place == null) {
      return false;
    }
    DiskEntry now = Inodes.look(place);
    return now == null || !now.facts().sameFile(entry.facts());
  }

  private void read(long id, Location at, Path path, DiskEntry now) throws IOException {
    if (now.kind() == Kind.SYMLINK) {
      Content content = Content.symlink(Files.readSymbolicLink(path).toString());
      put(new LocalEntry(id == 0 ? store.newId() : id, at, content, now.facts()));
      return;
    }
    while (hashes.isFull()) {
      drainOne();
    }
    hashes.submit(new HashLane.Job(id, at, path, now, 1));
  }

  private void drain(boolean toTheEnd) throws IOException {
    if (toTheEnd) {
      while (drainOne()) {
        // Each call takes one.
      }
      return;
    }
    for (HashLane.Hashed done = hashes.poll(); done != null; done = hashes.poll()) {
      take(done);
    }
  }

  private boolean drainOne() throws IOException {
    try {
      HashLane.Hashed done = hashes.take();
      if (done != null) {
        take(done);
      }
      return done != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while scanning");
    }
  }

  private void take(HashLane.Hashed done) throws IOException {
    HashLane.Job job = done.job();
    switch (done.outcome()) {
      case ChunkOutcome.Stable stable when stable.stamp().inode() == job.entry().facts().inode() ->
          takeIn(job, stable);
      case ChunkOutcome.Stable _, ChunkOutcome.ChangedWhileReading _, ChunkOutcome.Gone _ ->
          again(job);
      case ChunkOutcome.Unreadable unreadable ->
          problem(job.path(), "unreadable", unreadable.reason());
    }
  }

  private void takeIn(HashLane.Job job, ChunkOutcome.Stable stable) {
    var stamp = stable.stamp();
    Facts facts =
        new Facts(
            stamp.inode(),
            stamp.sizeBytes(),
            stamp.mtimeNanos(),
            stamp.changeTimeNanos(),
            job.entry().facts().bornNanos());
    Content content =
        Content.file(
            stable.blocks().hashes(),
            stable.blocks().sizeBytes(),
            stamp.mtimeNanos(),
            job.entry().executable());
    LocalTable local = store.local();
    LocalEntry occupant = local.child(job.at());
    long id = job.id();
    if (occupant != null) {
      id = occupant.id();
    } else if (id == 0 || local.get(id) == null) {
      id = store.newId();
    }
    put(new LocalEntry(id, job.at(), content, facts));
  }

  /** It changed under our eyes. */
  private void again(HashLane.Job job) throws IOException {
    DiskEntry now = Inodes.look(job.path());
    if (now != null && now.kind() == Kind.FILE && job.attempt() < MAX_ATTEMPTS) {
      hashes.submit(new HashLane.Job(job.id(), job.at(), job.path(), now, job.attempt() + 1));
    } else if (now == null) {
      LocalEntry known = store.local().child(job.at());
      if (known != null) {
        lose(known);
      }
    } else {
      unsettled.add(job.path());
    }
  }

  private void lose(LocalEntry entry) {
    Location limbo = new Location(TreeTable.LIMBO, Long.toString(entry.id()));
    store.local().put(entry.movedTo(limbo, entry.facts()));
  }

  private void put(LocalEntry entry) {
    store.putLocal(entry);
    if (++changesSinceCommit >= CHANGES_PER_COMMIT) {
      changesSinceCommit = 0;
      store.commit();
    }
  }

  private void problem(Path path, String code, String detail) {
    store.status().problem("/" + root.folder().relativize(path), code, detail);
  }

  @Override
  public void close() {
    hashes.close();
  }

  /**
   * A folder to look into.
   *
   * @param deep also into all folders below it
   */
  private record Folder(long id, Path path, boolean deep) {}
}
