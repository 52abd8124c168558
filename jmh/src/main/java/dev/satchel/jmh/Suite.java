package dev.satchel.jmh;

import dev.satchel.jmh.api.ApiSuite;
import dev.satchel.jmh.erasure.ErasureSuite;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.storage.StorageSuite;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** What can be measured. */
enum Suite {
  ERASURE(ErasureSuite::run),
  STORAGE(StorageSuite::run),
  API(ApiSuite::run);

  private final Measurement measurement;

  Suite(Measurement measurement) {
    this.measurement = measurement;
  }

  /** One suite's work. */
  private interface Measurement {
    List<Figure> run(Depth depth) throws RunnerException, IOException;
  }

  List<Figure> run(Depth depth) throws RunnerException, IOException {
    return measurement.run(depth);
  }

  /** What the command line calls it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
