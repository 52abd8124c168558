package dev.satchel.storage.extent;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.extent.DiskHistory.Verdict;
import dev.satchel.storage.format.Quarantine;
import dev.satchel.storage.runtime.SparseLog;
import java.io.IOException;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one disk, as those who use it find it. Thread-safe. */
final class DiskHealth {

  private static final Logger LOG = LoggerFactory.getLogger(DiskHealth.class);
  private static final long NOTHING = 0;

  private final String path;
  private final SparseLog readFailures = SparseLog.of(DiskHealth.class);
  private final SparseLog changeFailures = SparseLog.of(DiskHealth.class);
  private final LongSupplier nanoClock;
  private final DiskHistory history = new DiskHistory();
  private Quarantine quarantine = Quarantine.NONE;
  private Verdict verdict = new Verdict(DiskState.OK, "");

  /** When what is under way began, and how much of it began then. */
  private final TreeMap<Long, Integer> underWay = new TreeMap<>();

  DiskHealth(String path, LongSupplier nanoClock) {
    this.path = path;
    this.nanoClock = nanoClock;
  }

  /** Bytes of an extent could not be read; whoever asked for them is refused. */
  synchronized void readFailed(ExtentId extent, IOException failure) {
    readFailures.error(
        "a read of extent {} on disk {} failed: {}", extent, path, failure.toString());
    history.readFailed(nanoClock.getAsLong(), extent.value(), "a read failed: " + failure);
    judge();
  }

  /** A write or sync failed; what it concerned is fenced by whoever asked. */
  synchronized void changeFailed(String what, IOException failure) {
    changeFailures.error("{} on disk {} failed: {}", what, path, failure.toString());
    history.changeFailed(nanoClock.getAsLong(), what + " failed: " + failure);
    judge();
  }

  /** Writer thread. It ends by a fault of this program, and nobody will write any more. */
  synchronized void writerEnded(Throwable bug) {
    history.ended(nanoClock.getAsLong(), "its writer ended", bug.toString());
    judge();
  }

  /** Nothing is to be written there any more: it would not be found, or cannot be. */
  synchronized void lost(String why) {
    history.ended(nanoClock.getAsLong(), why, why);
    judge();
  }

  /** A read, or a group of changes, begins; answers when, for {@link #ends}. */
  synchronized long begins() {
    long now = nanoClock.getAsLong();
    underWay.merge(now, 1, Integer::sum);
    return now;
  }

  /** What began then is over, however it went. */
  synchronized void ends(long beganNanos) {
    underWay.computeIfPresent(beganNanos, (began, count) -> count == 1 ? null : count - 1);
    long now = nanoClock.getAsLong();
    history.took(now, now - beganNanos);
  }

  /** Something was read, or became durable. */
  synchronized void succeeded() {
    history.succeeded();
    if (verdict.state() == DiskState.FAILED) {
      judge();
    }
  }

  /** An operator keeps the disk apart from now on, or does so no more. */
  synchronized void keep(Quarantine wanted) {
    quarantine = wanted;
    judge();
  }

  /** What to think of the disk now. */
  synchronized Verdict judge() {
    long now = nanoClock.getAsLong();
    long longestNanos = underWay.isEmpty() ? NOTHING : now - underWay.firstKey();
    Verdict next = withQuarantine(history.judge(now, longestNanos));
    if (next.state() != verdict.state()) {
      LOG.warn("disk {}: {} -> {}: {}", path, verdict.state(), next.state(), next.reason());
    }
    verdict = next;
    return next;
  }

  /** What an operator said stands above what the disk shows, and does not hide it. */
  private Verdict withQuarantine(Verdict shown) {
    if (!quarantine.isSet()) {
      return shown;
    }
    String why =
        "since " + Instant.ofEpochMilli(quarantine.sinceMillis()) + ": " + quarantine.reason();
    return new Verdict(
        DiskState.QUARANTINED,
        shown.state() == DiskState.OK ? why : why + "; besides: " + shown.reason());
  }

  /** Whether new data may go there. */
  synchronized boolean takesData() {
    return verdict.state() == DiskState.OK || verdict.state() == DiskState.SUSPECT;
  }

  /** Refuses new data on a disk that has failed or is kept apart: it is read-only. */
  synchronized void checkTakesData(NodeError error) throws NodeException {
    if (!takesData()) {
      throw new NodeException(
          error, "disk " + path + " is " + verdict.state().word() + ": " + verdict.reason());
    }
  }
}
