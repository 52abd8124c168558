package dev.satchel.jmh.storage;

import dev.satchel.jmh.fio.Fio;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.server.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** The storage node, in turns with fio. */
public final class StorageSuite {

  private StorageSuite() {}

  /** Rows {@code storage.*}, and {@code bound.fio.*} where fio is installed. */
  public static List<Figure> run(Depth depth) throws RunnerException {
    Fio.warnIfMissing();
    ServerProcess.warnWithoutCache();
    List<Figure> figures = new ArrayList<>();
    figures.addAll(Appends.measure(depth));
    figures.addAll(Wire.measure(depth));
    figures.addAll(Latencies.measure(depth));
    try {
      figures.addAll(Starts.measure(depth));
    } catch (IOException e) {
      throw new RunnerException("starting nodes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunnerException("starting nodes", e);
    }
    return figures;
  }
}
