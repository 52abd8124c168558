package dev.satchel.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ReportTest {

  private static final Figure BOUND = Figure.of("bound.disk", "MB/s", new Spread(1000, 900, 1100));
  private static final Report REPORT =
      new Report(
          "api",
          new Machine("A CPU", 2, 24, "Linux 6", "25"),
          List.of(
              BOUND, Figure.of("api.put.1", "MB/s", new Spread(250.5, 9.5, 260)).against(BOUND)));

  @Test
  void jsonHasTheNamesOfTheContract() {
    assertThat(REPORT.toJson().replaceAll("\\s+", ""))
        .isEqualTo(
            """
            {"suite":"api",
            "machine":{"cpu":"ACPU","cores":2,"memory_bytes":24,"os":"Linux6","java":"25"},
            "results":[
            {"name":"bound.disk","unit":"MB/s","value":1000.0,"min":900.0,"max":1100.0},
            {"name":"api.put.1","unit":"MB/s","value":250.5,"min":9.5,"max":260.0,
            "bound":"bound.disk","ratio":0.251}]}\
            """
                .replace("\n", ""));
  }

  @Test
  void tableSaysTheRatioAndWhatToHoldItAgainst() {
    assertThat(REPORT.toTable().lines())
        .contains(
            "bound.disk                            1000       900      1100  MB/s",
            "api.put.1                              251      9.50       260  MB/s      0.25 of bound.disk");
  }

  @Test
  void pictureIsXmlWithABarForEachFigure() throws Exception {
    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Chart.draw(REPORT))));
    NodeList bars = picture.getElementsByTagName("path");
    assertThat(bars.getLength()).isEqualTo(2);
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("A CPU", "bound.disk", "api.put.1", "250.5 (0.25)");
  }

  @Test
  void spreadIsMedianLeastAndGreatest() {
    assertThat(Spread.of(new double[] {3, 1, 2})).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(new double[] {4, 1, 2, 3})).isEqualTo(new Spread(2.5, 1, 4));
    assertThat(Spread.of(new double[] {0.5, 4, 1}, seconds -> 1 / seconds))
        .isEqualTo(new Spread(1, 0.25, 2));
  }
}
