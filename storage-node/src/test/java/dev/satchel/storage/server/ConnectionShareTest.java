package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.runtime.ByteBudget;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionShareTest {

  private final ByteBudget budget = new ByteBudget(100);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ConnectionShare share = new ConnectionShare(budget, channel.eventLoop());
  private final ConnectionShare other = new ConnectionShare(budget, channel.eventLoop());
  private final List<String> granted = new ArrayList<>();

  private boolean take(ConnectionShare from, long bytes, String who) {
    return from.take(bytes, () -> granted.add(who));
  }

  private List<String> granted() {
    channel.runPendingTasks();
    return granted;
  }

  @Test
  void oneConnectionLeavesMostToTheOthers() {
    assertThat(take(share, 20, "a")).isTrue();
    assertThat(take(share, 20, "b")).isFalse();

    assertThat(take(other, 25, "c")).isTrue();
    assertThat(budget.usedBytes()).isEqualTo(45);
    share.release(20);
    assertThat(granted()).containsExactly("b");
    assertThat(budget.usedBytes()).isEqualTo(45);
  }

  @Test
  void requestLargerThanThePartIsServedAlone() {
    assertThat(take(share, 90, "large")).isTrue();
    assertThat(take(share, 1, "next")).isFalse();
    share.release(90);
    assertThat(granted()).containsExactly("next");
  }

  @Test
  void waitsForTheBudgetAfterItWaitedForItself() {
    take(share, 25, "a");
    take(other, 75, "b");
    assertThat(take(share, 10, "c")).isFalse();

    share.release(25);
    assertThat(granted()).containsExactly("c");
    assertThat(take(share, 15, "d")).isTrue();
    share.release(10);
    share.release(15);
    other.release(75);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void whoeverLeavesHoldsNothingWhereverHeWaits() {
    take(other, 90, "a");
    assertThat(take(share, 20, "b")).isFalse();
    assertThat(share.isAwaited()).isTrue();
    share.leave(20);
    assertThat(share.isAwaited()).isFalse();

    assertThat(take(share, 10, "c")).isTrue();
    assertThat(take(share, 20, "d")).isFalse();
    share.leave(20);
    share.release(10);
    other.release(90);
    assertThat(granted()).isEmpty();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void whoeverWasServedBeforeHeLeftIsGranted() {
    take(other, 90, "a");
    take(share, 20, "b");
    other.release(90);
    share.leave(20);
    assertThat(granted()).containsExactly("b");
    share.release(20);
    assertThat(budget.usedBytes()).isZero();
  }
}
