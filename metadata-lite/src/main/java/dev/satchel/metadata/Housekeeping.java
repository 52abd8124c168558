package dev.satchel.metadata;

import dev.satchel.metadata.store.AnswerTable;
import dev.satchel.metadata.store.BlockTable;
import dev.satchel.metadata.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.HandleCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets uploads that no commit came for in time, and answers that nobody will ask for again. */
final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final Duration ANSWERS_KEPT_FOR = Duration.ofDays(1);

  /** Rows in one transaction: commits wait no longer than for one of these. */
  private static final int STEP = 2_000;

  private final Database database;
  private final MetadataConfig config;
  private final ScheduledExecutorService timer;

  Housekeeping(Database database, MetadataConfig config) {
    this.database = database;
    this.config = config;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("metadata-housekeeping").factory());
  }

  void start() {
    timer.scheduleWithFixedDelay(
        this::sweepAndReport, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  private void sweepAndReport() {
    try {
      sweep();
    } catch (RuntimeException e) {
      LOG.warn("forgetting old uploads failed; the next round is in {}", EVERY, e);
    }
  }

  /** Forgets all that is due. */
  void sweep() {
    Instant now = config.clock().instant();
    // Twice the grace period: a commit under way may still look at what just ran out.
    Instant uploadsBefore = now.minus(config.grace().multipliedBy(2));
    Instant answersBefore = now.minus(ANSWERS_KEPT_FOR);
    inSteps(handle -> new BlockTable(handle).forgetUploads(uploadsBefore, STEP));
    inSteps(handle -> new AnswerTable(handle).forget(answersBefore, STEP));
  }

  private void inSteps(HandleCallback<Integer, RuntimeException> step) {
    while (database.write(step) == STEP) {
      LOG.debug("forgot {} rows", STEP);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("housekeeping is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
