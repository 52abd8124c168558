package dev.satchel.jmh.fio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FioResultTest {

  @Test
  void bandwidthIsReadBehindWhateverFioSaysFirst() throws IOException {
    String answer =
        """
        fio: this platform does not support process shared mutexes
        {
          "fio version" : "fio-3.33",
          "jobs" : [
            {
              "jobname" : "synced-write",
              "read" : { "io_bytes" : 0, "bw_bytes" : 0, "bw" : 0 },
              "write" : { "io_bytes" : 1073741824, "bw_bytes" : 1338830204, "bw" : 1307451 }
            }
          ]
        }
        """;
    assertThat(FioResult.parse(answer)).isEqualTo(new FioResult(1_338_830_204));
  }

  @Test
  void answerWithoutJobsIsAnErrorInItsOwnWords() {
    assertThatThrownBy(() -> FioResult.parse("fio: looks like the file system does not support it"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("looks like the file system");
    assertThatThrownBy(() -> FioResult.parse("{}")).isInstanceOf(IOException.class);
  }
}
