package dev.satchel.volume;

import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the leading manager remind the nodes every few seconds of how they are to scrub. */
final class ScrubReminder implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(ScrubReminder.class);

  private final ScrubKeeper keeper;
  private final BooleanSupplier leads;
  private final Thread thread;

  private ScrubReminder(ScrubKeeper keeper, BooleanSupplier leads) {
    this.keeper = keeper;
    this.leads = leads;
    this.thread = Thread.ofVirtual().name("scrub-reminder").unstarted(this::run);
  }

  static ScrubReminder start(ScrubKeeper keeper, BooleanSupplier leads) {
    ScrubReminder started = new ScrubReminder(keeper, leads);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL); // its pace; close() interrupts it
        if (leads.getAsBoolean()) {
          remind();
        }
      }
    } catch (InterruptedException e) {
      log.debug("nobody is reminded any more");
    }
  }

  private void remind() {
    try {
      keeper.remind();
    } catch (StoreUnavailableException e) {
      log.warn("the nodes are not reminded of how to scrub: {}", e.toString());
    } catch (RuntimeException e) {
      // The next round may find what it can work with.
      log.error("the nodes are not reminded of how to scrub", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
