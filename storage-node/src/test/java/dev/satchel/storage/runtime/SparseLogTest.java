package dev.satchel.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SparseLogTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final SparseLog log =
      new SparseLog(LoggerFactory.getLogger(SparseLogTest.class), nanos::get);

  private void advance(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void oneLineInTenSecondsSaysHowManyWereLeftOut() {
    try (Heard heard = Heard.of(SparseLogTest.class)) {
      for (int second = 0; second < 25; second++) {
        for (int i = 0; i < 1000; i++) {
          log.warn("{} knocks", "caller " + second);
        }
        advance(1);
      }
      assertThat(heard.lines())
          .containsExactly(
              "WARN caller 0 knocks",
              "WARN caller 10 knocks (9999 more like it before)",
              "WARN caller 20 knocks (9999 more like it before)");
    }
  }

  @Test
  void newsThatAreSeldomAreAllTold() {
    try (Heard heard = Heard.of(SparseLogTest.class)) {
      log.error("first", new IllegalStateException("why"));
      advance(10);
      log.error("second");
      assertThat(heard.lines())
          .containsExactly("ERROR first: java.lang.IllegalStateException: why", "ERROR second");
    }
  }
}
