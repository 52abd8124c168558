package dev.satchel.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  private final ByteBudget budget = new ByteBudget(100);
  private final List<String> granted = new ArrayList<>();

  private boolean take(long bytes, String who) {
    return budget.take(bytes, () -> granted.add(who));
  }

  @Test
  void whoGetsNothingNowGetsItWhenEnoughWasGivenBack() {
    assertThat(take(60, "first")).isTrue();
    assertThat(take(60, "second")).isFalse();
    assertThat(granted).isEmpty();

    budget.release(10);
    assertThat(granted).isEmpty();
    budget.release(10);

    assertThat(granted).containsExactly("second");
    assertThat(budget.usedBytes()).isEqualTo(100);
    budget.release(100);
    assertThat(granted).hasSize(1);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void nobodyIsOvertaken() {
    take(90, "first");
    take(80, "large");
    assertThat(take(1, "small")).isFalse();

    budget.release(60);
    assertThat(granted).isEmpty();
    budget.release(30);

    assertThat(granted).containsExactly("large", "small");
    assertThat(budget.usedBytes()).isEqualTo(81);
  }

  @Test
  void moreThanAllIsGivenWhenNothingElseIsTaken() {
    assertThat(take(1000, "first")).isTrue();
    assertThat(take(1000, "second")).isFalse();
    budget.release(1000);
    assertThat(granted).containsExactly("second");
  }

  @Test
  void whoLeavesTheQueueMakesRoomForThoseBehindAndIsNotServed() {
    take(90, "first");
    Runnable large = () -> granted.add("large");
    budget.take(80, large);
    take(10, "small");
    assertThat(budget.waitingCount()).isEqualTo(2);

    assertThat(budget.leave(large)).isTrue();

    assertThat(granted).containsExactly("small");
    assertThat(budget.usedBytes()).isEqualTo(100);
    assertThat(budget.waitingCount()).isZero();
    assertThat(budget.leave(large)).isFalse();
  }

  @Test
  void givingBackMoreThanWasTakenIsABug() {
    take(10, "first");
    assertThatThrownBy(() -> budget.release(11)).isInstanceOf(IllegalStateException.class);
  }
}
