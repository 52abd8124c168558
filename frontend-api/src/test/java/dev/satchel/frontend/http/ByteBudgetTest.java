package dev.satchel.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(1 << 20, Duration.ofMillis(100));

  @Test
  void whoeverWaitsTooLongIsToldToComeBack() {
    try (ByteBudget.Reservation all = budget.reserve(1 << 20)) {
      assertThatThrownBy(() -> budget.reserve(1))
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
      assertThat(all).isNotNull();
    }
    budget.reserve(1 << 20).close();
  }

  @Test
  void aShareThatShrinksLetsOthersIn() throws Exception {
    ByteBudget patient = new ByteBudget(1 << 20, Duration.ofMinutes(1));
    ByteBudget.Reservation share = patient.reserve(1 << 20);
    CompletableFuture<ByteBudget.Reservation> other =
        CompletableFuture.supplyAsync(() -> patient.reserve(1000));
    share.shrinkTo(10_000);
    other.get(10, TimeUnit.SECONDS).close();
    share.shrinkTo(1 << 20);
    share.close();
    share.close();
    assertThat(patient.freeBytes()).isEqualTo(1 << 20);
  }

  @Test
  void moreThanThereIsIsRefusedAtOnce() {
    assertThatThrownBy(() -> budget.reserve((1 << 20) + 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_LARGE));
  }
}
