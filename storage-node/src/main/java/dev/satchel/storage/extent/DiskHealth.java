package dev.satchel.storage.extent;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.extent.DiskHistory.Verdict;
import java.io.IOException;
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
  private Verdict verdict = new Verdict(DiskState.OK, "");
  private boolean busy;
  private long busySinceNanos;

  DiskHealth(String path, LongSupplier nanoClock) {
    this.path = path;
    this.nanoClock = nanoClock;
  }

  /** Some operation failed; what it concerned is refused or fenced by whoever asked. */
  synchronized void failed(String what, IOException failure) {
    LOG.error("{} on disk {} failed: {}", what, path, failure.toString());
    history.failed(nanoClock.getAsLong(), what + " failed: " + failure);
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

  /** The time, for {@link #tookSince}. */
  long nanoTime() {
    return nanoClock.getAsLong();
  }

  /** A read that began then is over. */
  synchronized void tookSince(long beganNanos) {
    long now = nanoClock.getAsLong();
    history.took(now, now - beganNanos);
  }

  /** What to think of the disk now. */
  synchronized Verdict judge() {
    long now = nanoClock.getAsLong();
    Verdict next = history.judge(now, busy ? now - busySinceNanos : NOTHING);
    if (next.state() != verdict.state()) {
      LOG.warn("disk {}: {} -> {}: {}", path, verdict.state(), next.state(), next.reason());
    }
    verdict = next;
    return next;
  }

  /** Whether new data may go there. */
  synchronized boolean takesData() {
    return verdict.state() == DiskState.OK || verdict.state() == DiskState.SUSPECT;
  }

  /** Refuses new data on a disk that has failed: it is read-only. */
  synchronized void checkTakesData() throws NodeException {
    if (!takesData()) {
      throw new NodeException(NodeError.FENCED, "disk " + path + " " + verdict.reason());
    }
  }
}
