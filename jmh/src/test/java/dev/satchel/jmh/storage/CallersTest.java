package dev.satchel.jmh.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CallersTest {

  @Test
  void allCallAtTheSameTimeAndAreWaitedFor() {
    CyclicBarrier together = new CyclicBarrier(3);
    AtomicInteger sum = new AtomicInteger();
    try (Callers callers = new Callers(3)) {
      callers.call(number -> {
        meet(together);
        sum.addAndGet(number);
      });
    }
    assertThat(sum).hasValue(3);
  }

  @Test
  void callThatFailsFailsTheOperation() {
    try (Callers callers = new Callers(2)) {
      assertThatThrownBy(() ->
              callers.call(number -> {
                throw new IllegalArgumentException("caller " + number);
              }))
          .hasRootCauseMessage("caller 0");
    }
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
