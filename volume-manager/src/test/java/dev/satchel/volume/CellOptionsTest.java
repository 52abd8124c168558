package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class CellOptionsTest {

  @Test
  void absentOptionsHaveTheirDefaults() {
    assertThat(CellOptions.parse(Map.of())).isEqualTo(CellOptions.defaults());
    assertThat(CellOptions.parse(Map.of("listen", "127.0.0.1:0")))
        .isEqualTo(CellOptions.defaults());
  }

  @Test
  void everyOptionIsRead() {
    CellOptions options =
        CellOptions.parse(
            Map.ofEntries(
                Map.entry("extent-size", "64M"),
                Map.entry("coding", "lrc-12-2-2"),
                Map.entry("replicas", "2"),
                Map.entry("node-dead-after", "30s"),
                Map.entry("trash-for", "2h"),
                Map.entry("grace", "500ms"),
                Map.entry("keep-versions", "7d"),
                Map.entry("scrub-period", "15m"),
                Map.entry("seal-after", "0s"),
                Map.entry("fsync", "never"),
                Map.entry("block-encryption", "off")));
    assertThat(options.extentSizeBytes()).isEqualTo(64L << 20);
    assertThat(options.coding()).isEqualTo("lrc-12-2-2");
    assertThat(options.replicas()).isEqualTo(2);
    assertThat(options.fsync()).isFalse();
    assertThat(options.periods())
        .isEqualTo(
            new CellOptions.Periods(
                Duration.ofSeconds(30),
                Duration.ofHours(2),
                Duration.ofMillis(500),
                Duration.ofDays(7),
                Duration.ofMinutes(15),
                Duration.ZERO));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() ->
            CellOptions.parse(
                Map.of(
                    "extent-size", "big",
                    "coding", "rs-0-3",
                    "replicas", "three",
                    "node-dead-after", "2s",
                    "grace", "soon",
                    "fsync", "maybe")))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidOptionsException.class))
        .satisfies(e -> assertThat(e.problems()).hasSize(6));
  }

  @Test
  void sizesThatOverflowAreRefusedLikeOthers() {
    assertThatThrownBy(() -> CellOptions.parse(Map.of("extent-size", "999999999999T")))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("between 8M and 64G");
  }
}
