package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentState;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.BatchFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For n = 1, 2, 3 ... the nth write or sync is the last one before the power goes: what was
 * answered for is there, and the store goes on.
 */
class CrashTest {

  private static final int[] LENGTHS = {10, 5000, 4056, 4057, 1, 9000};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWasAnsweredForSurvivesAPowerCutAtEveryCall(long seed) throws IOException {
    boolean finished = false;
    for (int nth = 1; !finished; nth++) {
      FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
      Answered answered = new Answered();
      try (var store = new StoreUnderTest(disk)) {
        disk.crashAtChange(nth);
        finished = answered.run(store);
      }
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1000 + nth);
      try (var store = new StoreUnderTest(disk.afterPowerCut(random))) {
        answered.check(store, nth);
      }
    }
  }

  @Test
  void whatWasAnsweredForSurvivesAKillAtEveryCall() throws IOException {
    boolean finished = false;
    for (int nth = 1; !finished; nth++) {
      FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
      Answered answered = new Answered();
      try (var store = new StoreUnderTest(disk)) {
        disk.crashAtChange(nth);
        finished = answered.run(store);
      }
      try (var store = new StoreUnderTest(disk.afterKill())) {
        answered.check(store, nth);
      }
    }
  }

  /** A little history of two extents, and what of it was answered for. */
  private static final class Answered {

    private final List<Long> created = new ArrayList<>();
    private final Map<Long, Long> ends = new HashMap<>();
    private @Nullable SealedExtent sealed;

    /** Goes as far as the disk lets it; true if to the end. */
    boolean run(StoreUnderTest store) {
      try {
        for (long id = 1; id <= 2; id++) {
          store.create(id);
          created.add(id);
        }
        for (int i = 0; i < LENGTHS.length; i++) {
          List<CompletableFuture<Void>> both = new ArrayList<>();
          for (long id = 1; id <= 2; id++) {
            both.add(append(store, id, i));
          }
          both.forEach(CompletableFuture::join);
        }
        sealed = store.seal(1, 1, ends.getOrDefault(1L, 0L)).join();
        return true;
      } catch (RuntimeException crashed) {
        return false;
      }
    }

    private CompletableFuture<Void> append(StoreUnderTest store, long id, int i) {
      long offset = offsetOf(i);
      byte[] payload = bytes(LENGTHS[i], (int) id * 100 + i);
      return store.append(id, offset, payload).thenAccept(end -> put(id, end));
    }

    private synchronized void put(long id, long end) {
      ends.put(id, end);
    }

    private static long offsetOf(int index) {
      long offset = 0;
      for (int i = 0; i < index; i++) {
        offset += BatchFormat.paddedLength(LENGTHS[i]);
      }
      return offset;
    }

    void check(StoreUnderTest store, int nth) throws IOException {
      for (long id : created) {
        long answeredEnd = ends.getOrDefault(id, 0L);
        assertThat(store.info(id).endOffset())
            .as("extent %d after a crash at call %d", id, nth)
            .isGreaterThanOrEqualTo(answeredEnd);
        for (int i = 0; i < LENGTHS.length && offsetOf(i) < answeredEnd; i++) {
          assertThat(store.payload(id, offsetOf(i), LENGTHS[i]))
              .isEqualTo(bytes(LENGTHS[i], (int) id * 100 + i));
        }
      }
      if (sealed != null) {
        assertThat(store.info(1).state()).isEqualTo(ExtentState.SEALED);
        assertThat(store.seal(1, 1, sealed.lengthBytes()).join()).isEqualTo(sealed);
      }
      goesOn(store);
    }

    private void goesOn(StoreUnderTest store) throws IOException {
      store.create(2);
      var info = store.info(2);
      if (info.state() == ExtentState.OPEN) {
        assertThat(store.append(2, info.endOffset(), bytes(77, 7)).join())
            .isEqualTo(info.endOffset() + 4096);
      }
    }
  }
}
