package dev.satchel.storage.scrub;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubStatus;
import dev.satchel.storage.throttle.Throttles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The scrub of a disk with the sealed extents 1 and 2, step by step in virtual time. */
final class ScrubUnderTest implements AutoCloseable {

  static final Duration PERIOD = Duration.ofHours(1);

  final Instant start = Instant.now().plusSeconds(10);
  final Throttles throttles;
  SealedDisk sealed = new SealedDisk();
  DiskScrub scrub;
  private long nanos = 1;
  private Duration clockError = Duration.ZERO;

  ScrubUnderTest(long limitBytesPerSecond) throws IOException {
    this.throttles = new Throttles(1, limitBytesPerSecond, () -> nanos);
    sealed.seal(1);
    sealed.seal(2);
    this.scrub = begin();
  }

  private DiskScrub begin() {
    ScrubConfig config =
        new ScrubConfig(PERIOD, () -> start.plusNanos(nanos).plus(clockError), () -> nanos);
    return new DiskScrub(sealed.pages(), config, throttles);
  }

  /** As after a restart of the node. */
  void restart() throws IOException {
    sealed = sealed.restarted();
    scrub = begin();
  }

  /** From now on the clock on the wall is wrong by this. */
  void setClockWrong(Duration by) {
    clockError = by;
  }

  void run(Duration time) {
    long end = nanos + time.toNanos();
    while (nanos < end) {
      step(end);
    }
  }

  private void step(long endNanos) {
    long wait = scrub.step();
    nanos = Math.min(endNanos, nanos + Math.max(wait, TimeUnit.MILLISECONDS.toNanos(1)));
    settle();
  }

  /** Until a walk is past the first page of an extent; answers which. */
  long runIntoAWalk() {
    long end = nanos + PERIOD.toNanos();
    while (walked() == 0) {
      if (nanos >= end) {
        throw new AssertionError("no walk within " + PERIOD);
      }
      step(end);
    }
    return walked();
  }

  /** The extent that a walk is in, not at its beginning; 0 for none. */
  long walked() {
    return sealed.pages().list().stream()
        .filter(each -> each.mark().walkBeganMillis() > 0 && each.mark().cursor() > 0)
        .mapToLong(each -> each.id().value())
        .findFirst()
        .orElse(0);
  }

  ScrubStatus status() {
    return scrub.status();
  }

  List<DamagedPage> damage() {
    return scrub.damage();
  }

  /** What was noted goes through the disk's writer thread; waits until that has passed. */
  private void settle() {
    sealed.store.claim(new ExtentId(1), 1, SealedDisk.deadline()).handle((end, no) -> end).join();
  }

  @Override
  public void close() throws IOException {
    sealed.close();
  }
}
