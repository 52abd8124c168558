package dev.satchel.frontend.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.frontend.http.Answer;
import dev.satchel.frontend.http.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeadPollerTest {
  private final Map<Long, Long> journals = new ConcurrentHashMap<>(Map.of(1L, 10L, 2L, 20L));
  private final NotifyHub hub = new NotifyHub();
  private final HeadPoller poller = HeadPoller.start(hub, this::heads);

  @AfterEach
  void stop() {
    poller.close();
    hub.close();
  }

  @Test
  void aJournalThatGrowsElsewhereWakesThoseWhoWaitForIt() throws Exception {
    Waiter first = parked(1);
    Waiter second = parked(2);
    journals.put(1L, 11L);
    assertThat(first.answered.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.answered.getCount()).isEqualTo(1);
    assertThat(hub.watched()).containsExactly(2L);
  }

  @Test
  void aChangeRightAfterTheWatchIsNotMissed() throws Exception {
    for (long jid = 11; jid < 15; jid++) {
      Waiter waiter = parked(1);
      journals.put(1L, jid);
      assertThat(waiter.answered.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Waiter parked(long namespace) {
    Waiter waiter = new Waiter();
    hub.park(Set.of(namespace), Duration.ofMinutes(5), waiter);
    poller.watch(Set.of(namespace));
    return waiter;
  }

  private Map<Long, Long> heads(Collection<Long> namespaces) {
    Map<Long, Long> heads = new HashMap<>(journals);
    heads.keySet().retainAll(namespaces);
    return heads;
  }

  private static final class Waiter implements Answer {
    final CountDownLatch answered = new CountDownLatch(1);

    @Override
    public void send(Response response) {
      answered.countDown();
    }

    @Override
    public void onGone(Runnable action) {}
  }
}
