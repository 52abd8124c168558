package dev.satchel.storage.scrub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that takes the steps of one disk's scrub, and sleeps in between. */
final class ScrubThread {

  private static final Logger LOG = LoggerFactory.getLogger(ScrubThread.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final long AFTER_A_BUG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final DiskScrub scrub;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private boolean woken;
  private volatile boolean stopping;

  private ScrubThread(String diskPath, DiskScrub scrub) {
    this.scrub = scrub;
    this.thread = Thread.ofPlatform().daemon().name("disk-scrub " + diskPath).unstarted(this::run);
  }

  static ScrubThread start(String diskPath, DiskScrub scrub) {
    ScrubThread started = new ScrubThread(diskPath, scrub);
    started.thread.start();
    return started;
  }

  private void run() {
    while (!stopping) {
      sleep(step());
    }
  }

  private long step() {
    try {
      return scrub.step();
    } catch (RuntimeException bug) {
      LOG.error("{} stumbled", thread.getName(), bug);
      return AFTER_A_BUG_NANOS;
    }
  }

  /** Nobody interrupts this thread: in the middle of a read that would close the disk. */
  private void sleep(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !woken && !stopping) {
        left = news.awaitNanos(left);
      }
      woken = false;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(thread.getName() + " was interrupted", interrupted);
    } finally {
      lock.unlock();
    }
  }

  /** There is something new to look at. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more steps. */
  void stop() {
    stopping = true;
    wake();
  }

  /** Waits until the step under way is over. */
  void join() {
    try {
      if (!thread.join(STOP_TIMEOUT)) {
        LOG.warn("{} still hangs in the disk", thread.getName());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
