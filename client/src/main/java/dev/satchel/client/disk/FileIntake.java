package dev.satchel.client.disk;

import dev.satchel.client.store.LocalTable;
import dev.satchel.client.store.TreeTable;
import dev.satchel.client.transfer.ChunkOutcome;
import dev.satchel.client.transfer.Chunker;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Facts;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.contract.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;

/** Reads the files that a scan found new or changed, and writes down what is in them. */
final class FileIntake implements AutoCloseable {

  private static final int MAX_ATTEMPTS = 3;

  private final LocalBook book;
  private final HashLane hashes;

  FileIntake(LocalBook book, Chunker chunker, int parallelHashes) {
    this.book = book;
    this.hashes = new HashLane(chunker, parallelHashes);
  }

  /**
   * A symlink is read at once, a file beside the scan.
   *
   * @param id the entry that it belongs to; 0 when it is a new one
   */
  void read(long id, Location at, Path path, DiskEntry now) throws IOException {
    if (now.kind() == Kind.SYMLINK) {
      readSymlink(id, at, path, now);
      return;
    }
    while (hashes.isFull()) {
      takeOne();
    }
    hashes.submit(new HashLane.Job(id, at, path, now, 1));
  }

  private void readSymlink(long id, Location at, Path path, DiskEntry now) throws IOException {
    String target;
    try {
      target = Files.readSymbolicLink(path).toString();
    } catch (NoSuchFileException | NotLinkException e) {
      book.unsettled(path);
      return;
    }
    if (target.indexOf(DiskEntry.GARBLED) >= 0) {
      book.problem(path, "illegal-target", "what the symbolic link points to is not UTF-8");
      return;
    }
    long entryId = id == 0 ? book.store().newId() : id;
    book.put(new LocalEntry(entryId, at, Content.symlink(target), now.facts()));
  }

  /** Takes in what was read by now. */
  void takeReady() throws IOException {
    for (HashLane.Hashed done = hashes.poll(); done != null; done = hashes.poll()) {
      take(done);
    }
  }

  /** Waits for all that is being read. */
  void takeAll() throws IOException {
    while (takeOne()) {
      // Each call takes one.
    }
  }

  private boolean takeOne() throws IOException {
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
          book.problem(job.path(), "unreadable", unreadable.reason());
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
            Math.clamp(stamp.mtimeNanos(), Content.FIRST_MTIME, Content.LAST_MTIME),
            job.entry().executable());
    book.put(new LocalEntry(idFor(job), job.at(), content, facts));
  }

  /** What has its place by now, or else the entry that it was read for, if that has no other. */
  private long idFor(HashLane.Job job) {
    LocalTable local = book.store().local();
    LocalEntry occupant = local.child(job.at());
    if (occupant != null) {
      return occupant.id();
    }
    LocalEntry readFor = job.id() == 0 ? null : local.get(job.id());
    return readFor != null && readFor.at().parent() == TreeTable.LIMBO
        ? job.id()
        : book.store().newId();
  }

  /** It changed under our eyes. */
  private void again(HashLane.Job job) throws IOException {
    DiskEntry now = Inodes.look(job.path());
    if (now != null && now.kind() == Kind.FILE && job.attempt() < MAX_ATTEMPTS) {
      hashes.submit(new HashLane.Job(job.id(), job.at(), job.path(), now, job.attempt() + 1));
    } else if (now == null) {
      LocalEntry known = book.store().local().child(job.at());
      if (known != null) {
        book.lose(known);
      }
    } else {
      book.unsettled(job.path());
    }
  }

  @Override
  public void close() {
    hashes.close();
  }
}
