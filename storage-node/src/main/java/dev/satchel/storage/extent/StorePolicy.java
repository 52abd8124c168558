package dev.satchel.storage.extent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The rules of an extent store.
 *
 * @param trashFor how long an extent lies in the trash at least before it may be purged
 * @param catchUpAfter how long a disk is idle before its extent table is brought up to date
 * @param clock what this node takes for the time
 * @param nanoClock what its disks' operations are timed by; never goes back
 */
public record StorePolicy(
    Duration trashFor, Duration catchUpAfter, InstantSource clock, LongSupplier nanoClock) {

  private static final Duration CATCH_UP_AFTER = Duration.ofSeconds(1);

  public StorePolicy {
    if (trashFor.isNegative() || catchUpAfter.isNegative()) {
      throw new IllegalArgumentException(trashFor + " of trash, idle for " + catchUpAfter);
    }
  }

  /** These rules, operations timed by the machine's own clock. */
  public StorePolicy(Duration trashFor, Duration catchUpAfter, InstantSource clock) {
    this(trashFor, catchUpAfter, clock, System::nanoTime);
  }

  /** The usual rules, by the clock of the machine. */
  public static StorePolicy trashFor(Duration trashFor) {
    return new StorePolicy(trashFor, CATCH_UP_AFTER, InstantSource.system());
  }

  /** The longer one of the trash period and what a request asks for. */
  Duration leastAge(Duration asked) {
    return asked.compareTo(trashFor) > 0 ? asked : trashFor;
  }
}
