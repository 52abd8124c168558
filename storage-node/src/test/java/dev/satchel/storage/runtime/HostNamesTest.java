package dev.satchel.storage.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostNamesTest {

  private static final int MOST_ASKING = 256;
  private static final int THREADS_AND_WAITING = 4 + 256;

  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();
  private final HostNames names = new HostNames(this::find);

  private InetAddress find(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    try {
      answered.await();
    } catch (InterruptedException closed) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getLoopbackAddress();
  }

  @AfterEach
  void close() {
    names.close();
  }

  @Test
  void thoseWhoAskForAHostTogetherShareOneLookupAndNoneEndsItForTheOthers() throws Exception {
    CompletableFuture<InetAddress> first = names.find("host");
    CompletableFuture<InetAddress> second = names.find("host");

    first.cancel(false);
    answered.countDown();

    assertThat(second.get(20, SECONDS)).isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(lookups).hasValue(1);
  }

  @Test
  void whoAsksWhenALookupIsOverBeginsAnother() throws Exception {
    answered.countDown();
    names.find("host").get(20, SECONDS);
    names.find("host").get(20, SECONDS);

    assertThat(lookups).hasValue(2);
  }

  @Test
  void onlySoManyWaitForAHostThatHangs() throws Exception {
    List<CompletableFuture<InetAddress>> asking = new ArrayList<>();
    for (int i = 0; i < MOST_ASKING; i++) {
      asking.add(names.find("host"));
    }
    assertRefused(names.find("host"));

    answered.countDown();

    for (CompletableFuture<InetAddress> each : asking) {
      each.get(20, SECONDS);
    }
    names.find("host").get(20, SECONDS);
  }

  @Test
  void onlySoManyHostsWaitForAThread() {
    for (int i = 0; i < THREADS_AND_WAITING; i++) {
      assertThat(names.find("host" + i)).isNotDone();
    }

    assertRefused(names.find("one more"));
  }

  @Test
  void closedOneRefuses() {
    names.close();

    assertRefused(names.find("host"));
  }

  private static void assertRefused(CompletableFuture<InetAddress> asked) {
    assertThatThrownBy(() -> asked.get(20, SECONDS))
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }
}
