package dev.satchel.storage.scrub;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The scrub's pace and its clocks.
 *
 * @param period in which every sealed byte is to be looked at once
 * @param clock for what is remembered
 * @param nanoClock for rates: {@code System::nanoTime}, or a test's
 */
public record ScrubConfig(Duration period, InstantSource clock, LongSupplier nanoClock) {

  public ScrubConfig {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("a scrub period of " + period);
    }
  }

  /** With the clocks of this machine. */
  public static ScrubConfig every(Duration period) {
    return new ScrubConfig(period, InstantSource.system(), System::nanoTime);
  }
}
