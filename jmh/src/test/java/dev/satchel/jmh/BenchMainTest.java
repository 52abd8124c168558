package dev.satchel.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class BenchMainTest {

  @ParameterizedTest
  @CsvSource({
    "cell, suite 'cell' is not measured yet",
    "client, suite 'client' is not measured yet",
    "banana, no suite 'banana'",
  })
  void suiteThatIsNotMeasuredIsWrongUsage(String suite, String message) {
    StringWriter stderr = new StringWriter();
    CommandLine bench = new CommandLine(new BenchMain()).setErr(new PrintWriter(stderr));
    assertThat(bench.execute(suite)).isEqualTo(2);
    assertThat(stderr.toString()).startsWith(message);
  }
}
