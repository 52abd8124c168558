package dev.satchel.storage.server;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubAction;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.pull.NodePeers;
import dev.satchel.storage.pull.PullJob;
import dev.satchel.storage.pull.PullService;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.scrub.ScrubConfig;
import dev.satchel.storage.scrub.Scrubber;
import dev.satchel.storage.throttle.Throttles;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.PullReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does that no client waits for: the scrub, pulls, and the limits on both; and its look
 * after those who wait for a disk that hangs.
 */
final class Background implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private static final int LOOK_SECONDS = 1;

  private final Throttles throttles;
  private final PullService pulls;
  private final Scrubber scrubber;
  private final ScheduledFuture<?> looks;

  private Background(
      Throttles throttles, PullService pulls, Scrubber scrubber, ScheduledFuture<?> looks) {
    this.throttles = throttles;
    this.pulls = pulls;
    this.scrubber = scrubber;
    this.looks = looks;
  }

  /** Begins, over all disks that the store has. */
  static Background start(
      BackgroundConfig pace, byte[] clusterKey, ExtentStore store, NodeRuntime runtime) {
    Throttles throttles =
        new Throttles(pace.repairBytesPerSecond(), pace.scrubBytesPerSecond(), System::nanoTime);
    NodePeers peers = new NodePeers(clusterKey, runtime);
    return new Background(
        throttles,
        new PullService(store, peers, throttles, runtime.pullPlaces()),
        new Scrubber(store.sealedPages(), ScrubConfig.every(pace.scrubPeriod()), throttles),
        runtime
            .eventLoops()
            .scheduleWithFixedDelay(
                () -> look(store), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS));
  }

  /** A fault of this program must not be the last look: nobody would ask for the next. */
  private static void look(ExtentStore store) {
    try {
      store.refuseLate();
    } catch (RuntimeException bug) {
      LOG.error("a look after those who wait for a disk", bug);
    }
  }

  Throttles throttles() {
    return throttles;
  }

  ScrubStatus scrubStatus() {
    return scrubber.status();
  }

  /** Copies what the body of a request says; releases the request's body. */
  CompletableFuture<Long> pull(Incoming incoming) {
    Command command = incoming.header().command();
    try {
      ExtentId id = command.id();
      var order = PullReader.read(command.offset(), incoming.body());
      return pulls.pull(new PullJob(command.epoch(), id, order, incoming.deadlineNanos()));
    } catch (NodeException malformed) {
      return CompletableFuture.failedFuture(malformed);
    } finally {
      incoming.body().release();
    }
  }

  /** Does what the scrub is told, and answers how it stands then. */
  CompletableFuture<ScrubReport> scrub(Command command) {
    try {
      switch (ScrubAction.of(command.argument())) {
        case REPORT -> {}
        case PAUSE -> scrubber.pause();
        case START -> scrubber.startNow();
        case LIMIT -> scrubber.setLimit(command.offset());
        case LOOK -> scrubber.doubt(command.id(), command.offset());
      }
      return CompletableFuture.completedFuture(scrubber.report());
    } catch (IllegalArgumentException senseless) {
      return CompletableFuture.failedFuture(
          new NodeException(NodeError.BAD_REQUEST, String.valueOf(senseless.getMessage())));
    }
  }

  /** Ends what is under way, before the disks are closed. */
  @Override
  public void close() {
    looks.cancel(false);
    pulls.close();
    scrubber.close();
  }
}
