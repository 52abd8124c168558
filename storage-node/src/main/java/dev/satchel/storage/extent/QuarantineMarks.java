package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.Quarantine;
import dev.satchel.storage.format.QuarantineReader;
import dev.satchel.storage.format.QuarantineWriter;
import dev.satchel.storage.format.Superblock;
import dev.satchel.storage.format.SuperblockFormat;
import dev.satchel.storage.format.SuperblockWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two copies of a disk's quarantine mark. Writer thread, but for the loading.
 *
 * <p>Invariant: the copy that says what was last made durable is not written before a sync has
 * covered the other one.
 */
final class QuarantineMarks {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineMarks.class);
  private static final String UNREADABLE = "its quarantine mark is damaged: look at the disk";

  private final Disk device;
  private final Superblock superblock;
  private final ByteBuffer page = PageMemory.allocate(DiskGeometry.PAGE_BYTES);
  private final UnsafeBuffer view = new UnsafeBuffer(page);
  private Quarantine current;
  private int durableCopy;
  private boolean written;
  private boolean lopsided;

  private QuarantineMarks(Disk device, Superblock superblock) {
    this.device = device;
    this.superblock = superblock;
    this.current = Quarantine.NONE;
    this.durableCopy = 1;
  }

  /**
   * Reads both copies. A mark that is there and that nobody can read counts: such a disk is one to
   * look at before it gets more data.
   */
  static QuarantineMarks load(Disk device, Superblock superblock) throws IOException {
    QuarantineMarks marks = new QuarantineMarks(device, superblock);
    PageOutcome<Quarantine> first = marks.read(0);
    PageOutcome<Quarantine> second = marks.read(1);
    marks.take(marks.markOf(first, 0), marks.markOf(second, 1));
    boolean damaged =
        first instanceof PageOutcome.Corrupt<Quarantine>
            || second instanceof PageOutcome.Corrupt<Quarantine>;
    if (damaged && marks.current.equals(Quarantine.NONE)) {
      marks.current = new Quarantine(0, superblock.createdMillis(), 0, UNREADABLE);
    }
    return marks;
  }

  private void take(@Nullable Quarantine first, @Nullable Quarantine second) {
    if (second != null && (first == null || second.sequence() > first.sequence())) {
      current = second;
      durableCopy = 1;
    } else if (first != null) {
      current = first;
      durableCopy = 0;
    }
    lopsided = !Objects.equals(first, second);
  }

  private PageOutcome<Quarantine> read(int copy) throws IOException {
    device.read(SuperblockFormat.position(copy), page.clear());
    return QuarantineReader.read(view, superblock.diskId(), copy);
  }

  private @Nullable Quarantine markOf(PageOutcome<Quarantine> outcome, int copy)
      throws IOException {
    return switch (outcome) {
      case PageOutcome.Found<Quarantine>(Quarantine mark) -> mark;
      case PageOutcome.Blank<Quarantine> blank -> null;
      case PageOutcome.Corrupt<Quarantine>(String reason) -> {
        LOG.warn("disk {}: quarantine mark, copy {}: {}", device.path(), copy, reason);
        yield null;
      }
      case PageOutcome.TooOld<Quarantine>(int version) -> throw Versions.tooOld(device, version);
      case PageOutcome.TooNew<Quarantine>(int version) -> throw Versions.tooNew(device, version);
    };
  }

  /** Whether only one of the copies was found to say what was said last. */
  boolean isLopsided() {
    return lopsided;
  }

  /** What was said last. */
  Quarantine current() {
    return current;
  }

  /** Something else is said from now on. */
  void say(long sinceMillis, long epoch, String reason) {
    current = new Quarantine(current.sequence() + 1, sinceMillis, epoch, reason);
  }

  /** Writes the copy that may be written, with what was said last. */
  void write() throws IOException {
    int copy = 1 - durableCopy;
    SuperblockWriter.write(superblock, copy, view);
    QuarantineWriter.write(current, superblock.diskId(), copy, view);
    written = true;
    device.write(SuperblockFormat.position(copy), page.clear());
  }

  /** A sync that came after {@link #write} has returned. */
  void synced() {
    if (written) {
      durableCopy = 1 - durableCopy;
      written = false;
    }
  }

  /** A write or its sync failed: the same copy is written next time. */
  void failed() {
    written = false;
  }
}
