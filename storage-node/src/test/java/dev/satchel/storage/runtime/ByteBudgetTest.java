package dev.satchel.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  private final ByteBudget budget = new ByteBudget(100);
  private final AtomicInteger woken = new AtomicInteger();

  @Test
  void whoGetsNothingIsCalledBackOnceWhenSomethingIsGivenBack() {
    assertThat(budget.take(60, woken::incrementAndGet)).isTrue();
    assertThat(budget.take(60, woken::incrementAndGet)).isFalse();
    assertThat(woken).hasValue(0);

    budget.release(60);
    budget.take(1, woken::incrementAndGet);
    budget.release(1);

    assertThat(woken).hasValue(1);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void moreThanAllIsGivenWhenNothingElseIsTaken() {
    assertThat(budget.take(1000, woken::incrementAndGet)).isTrue();
    assertThat(budget.take(1, woken::incrementAndGet)).isFalse();
  }

  @Test
  void givingBackMoreThanWasTakenIsABug() {
    budget.take(10, woken::incrementAndGet);
    assertThatThrownBy(() -> budget.release(11)).isInstanceOf(IllegalStateException.class);
  }
}
