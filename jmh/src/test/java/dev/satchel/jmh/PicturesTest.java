package dev.satchel.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.jmh.machine.ThisMachine;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.Report;
import dev.satchel.jmh.report.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

  @TempDir Path base;

  @Test
  void barsAndGridAreTwoPictures() throws Exception {
    Report report =
        new Report(
            "erasure",
            ThisMachine.describe(),
            List.of(
                figure("erasure.rs-6-3.encode.vector", 10),
                figure("shape.rs-4-1", 20),
                figure("shape.rs-8-1", 16),
                figure("shape.rs-4-2", 12)));

    Pictures.write(report, base.resolve("bench"));

    assertThat(Files.readString(base.resolve("bench/erasure.svg")))
        .contains("erasure.rs-6-3.encode.vector")
        .doesNotContain("shape.");
    // k runs from 4 to 8 over 640 points, 20 GB/s is the top of 360.
    assertThat(Files.readString(base.resolve("bench/erasure-shapes.svg")))
        .contains("M60.0 50.0L700.0 122.0", "m = 1", "M60.0 194.0", "m = 2");
  }

  @Test
  void aReportWithoutAGridIsOnePicture() throws Exception {
    Report report = new Report("api", ThisMachine.describe(), List.of(figure("api.put", 1)));

    Pictures.write(report, base);

    assertThat(base.resolve("api.svg")).exists();
    assertThat(base.resolve("api-shapes.svg")).doesNotExist();
  }

  private static Figure figure(String name, double value) {
    return Figure.of(name, "GB/s", new Spread(value, value, value));
  }
}
