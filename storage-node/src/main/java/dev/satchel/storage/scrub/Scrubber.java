package dev.satchel.storage.scrub;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.extent.SealedPages;
import dev.satchel.storage.throttle.Throttles;
import java.util.ArrayList;
import java.util.List;

/** The scrub of a node: one walk a disk, all within one limit. Thread-safe. */
public final class Scrubber implements AutoCloseable {

  private static final int MOST_LISTED = 1000;

  private final Throttles throttles;
  private final List<DiskScrub> scrubs = new ArrayList<>();
  private final List<ScrubThread> threads = new ArrayList<>();

  /** Begins to walk, in the background. */
  public Scrubber(List<SealedPages> disks, ScrubConfig config, Throttles throttles) {
    this.throttles = throttles;
    for (SealedPages disk : disks) {
      DiskScrub scrub = new DiskScrub(disk, config, throttles);
      scrubs.add(scrub);
      threads.add(ScrubThread.start(disk.diskPath(), scrub));
    }
  }

  /**
   * Looks at a page next of which somebody could make no sense. Of an extent that is not sealed
   * here there is nothing to look at.
   */
  public void doubt(ExtentId id, long offset) {
    if (scrubs.stream().anyMatch(scrub -> scrub.doubt(id, offset))) {
      threads.forEach(ScrubThread::wake);
    }
  }

  /** Stands still until {@link #startNow}, or until the node starts again. */
  public void pause() {
    scrubs.forEach(DiskScrub::pause);
    threads.forEach(ScrubThread::wake);
  }

  /** Goes on, and walks everything once as fast as the limit allows. */
  public void startNow() {
    scrubs.forEach(DiskScrub::startNow);
    threads.forEach(ScrubThread::wake);
  }

  /** How fast it may walk at most, all disks together. */
  public void setLimit(long bytesPerSecond) {
    throttles.setBytesPerSecond(TrafficClass.SCRUB, bytesPerSecond);
    scrubs.forEach(DiskScrub::limitChanged);
    threads.forEach(ScrubThread::wake);
  }

  /** How it stands. */
  public ScrubStatus status() {
    return scrubs.stream().map(DiskScrub::status).reduce(ScrubStatus.NONE, ScrubStatus::plus);
  }

  /** How it stands, and what it found. */
  public ScrubReport report() {
    List<DamagedPage> damage =
        scrubs.stream().flatMap(scrub -> scrub.damage().stream()).limit(MOST_LISTED).toList();
    return new ScrubReport(
        scrubs.stream().map(DiskScrub::report).toList(),
        throttles.bytesPerSecond(TrafficClass.SCRUB),
        scrubs.stream().mapToLong(DiskScrub::walkedBytes).sum(),
        damage);
  }

  /** Ends the walks, before the disks are closed. */
  @Override
  public void close() {
    threads.forEach(ScrubThread::stop);
    threads.forEach(ScrubThread::join);
  }
}
