package dev.satchel.jmh;

import dev.satchel.jmh.erasure.Shapes;
import dev.satchel.jmh.report.Chart;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws a report: bars, and lines for what is measured over a grid. */
final class Pictures {

  private Pictures() {}

  /** Writes the pictures into that folder, which is made when it is not there. */
  static void write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Figure> grid = report.results().stream().filter(Shapes::isShape).toList();
    List<Figure> bars = report.results().stream().filter(each -> !Shapes.isShape(each)).toList();
    Files.writeString(
        folder.resolve(report.suite() + ".svg"),
        Chart.draw(new Report(report.suite(), report.machine(), bars)));
    if (!grid.isEmpty()) {
      Files.writeString(folder.resolve(report.suite() + "-shapes.svg"), Shapes.picture(grid));
    }
  }
}
