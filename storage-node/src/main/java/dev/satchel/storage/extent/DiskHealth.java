package dev.satchel.storage.extent;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.extent.DiskHistory.Verdict;
import dev.satchel.storage.format.Quarantine;
import java.io.IOException;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one disk, as those who use it find it. Thread-safe. */
final class DiskHealth {

  private static final Logger LOG = LoggerFactory.getLogger(DiskHealth.class);
  private static final long NOTHING = 0;

  private final String path;
  private final LongSupplier nanoClock;
  private final DiskHistory history = new DiskHistory();
  private Quarantine quarantine = Quarantine.NONE;
  private Verdict verdict = new Verdict(DiskState.OK, "");
  private boolean busy;
  private long busySinceNanos;

  DiskHealth(String path, LongSupplier nanoClock) {
    this.path = path;
    this.nanoClock = nanoClock;
  }

  /** Bytes of an extent could not be read; whoever asked for them is refused. */
  synchronized void readFailed(ExtentId extent, IOException failure) {
    LOG.error("a read of extent {} on disk {} failed: {}", extent, path, failure.toString());
    history.readFailed(nanoClock.getAsLong(), extent.value(), "a read failed: " + failure);
    judge();
  }

  /** A write or sync failed; what it concerned is fenced by whoever asked. */
  synchronized void changeFailed(String what, IOException failure) {
    LOG.error("{} on disk {} failed: {}", what, path, failure.toString());
    history.changeFailed(nanoClock.getAsLong(), what + " failed: " + failure);
    judge();
  }

  /** Writer thread. It ends by a fault of this program, and nobody will write any more. */
  synchronized void writerEnded(Throwable bug) {
    busy = false;
    history.ended(nanoClock.getAsLong(), "its writer ended", bug.toString());
    judge();
  }

  /** The disk is not any more what was opened: nothing that is written there would be found. */
  synchronized void lost(String why) {
    history.ended(nanoClock.getAsLong(), "is not what it was", why);
    judge();
  }

  /** Writer thread. An operation begins. */
  synchronized void begins() {
    busy = true;
    busySinceNanos = nanoClock.getAsLong();
  }

  /** Writer thread. What began is over. */
  synchronized void ends() {
    busy = false;
    long now = nanoClock.getAsLong();
    history.took(now, now - busySinceNanos);
  }

  /** Something was read, or became durable. */
  synchronized void succeeded() {
    history.succeeded();
    if (verdict.state() == DiskState.FAILED) {
      judge();
    }
  }

  /** The time, for {@link #tookSince}. */
  long nanoTime() {
    return nanoClock.getAsLong();
  }

  /** A read that began then has its bytes. */
  synchronized void tookSince(long beganNanos) {
    long now = nanoClock.getAsLong();
    history.took(now, now - beganNanos);
    succeeded();
  }

  /** An operator keeps the disk apart from now on, or does so no more. */
  synchronized void keep(Quarantine wanted) {
    quarantine = wanted;
    judge();
  }

  /** What to think of the disk now. */
  synchronized Verdict judge() {
    long now = nanoClock.getAsLong();
    Verdict next = withQuarantine(history.judge(now, busy ? now - busySinceNanos : NOTHING));
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
