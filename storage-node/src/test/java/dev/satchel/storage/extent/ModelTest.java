package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.pull.FakePeer;
import dev.satchel.storage.pull.PullJob;
import dev.satchel.storage.pull.PullService;
import dev.satchel.storage.throttle.Throttles;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations, kills and power cuts, against a map of what was answered for. The seed is the
 * test's name.
 */
class ModelTest {

  private static final int STEPS = 400;
  private static final int EXTENTS = 6;
  private static final int DISK_BYTES = (1 << 20) + EXTENTS * (int) StoreUnderTest.SLOT_BYTES;

  /** What is pulled at most: less than an extent holds. */
  private static final int MOST_COPIED_BYTES = 13 * 4096;

  private record Batch(long offset, byte[] payload) {}

  /** What was answered for of one extent; what was tried and refused may have happened or not. */
  private static final class Expected {
    final List<Batch> batches = new ArrayList<>();
    long end;
    boolean sealed;
    boolean sealTried;
    boolean closed;
    boolean trashed;
    boolean trashUnsure;
    boolean purgeTried;
    boolean appendTried;
    boolean copy;
    boolean copyTried;
  }

  private final Map<Long, Expected> model = new HashMap<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private FaultyDisk disk = new FaultyDisk(DISK_BYTES);
  private StoreUnderTest store = new StoreUnderTest(disk, now::get);
  private final FakePeer peer = new FakePeer(MOST_COPIED_BYTES);
  private PullService pulls = pulls();

  ModelTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void storeIsAlwaysWhatWasAnsweredFor(long seed) throws IOException {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      long id = 1 + random.nextInt(EXTENTS);
      switch (random.nextInt(36)) {
        case 0, 1, 2, 3 -> create(id);
        case 4 -> seal(id);
        case 5 -> disk.failChange(1 + random.nextInt(4));
        case 6 -> close(id);
        case 7, 8 -> trash(id);
        case 9 -> restore(id);
        case 10, 11 -> purge(id);
        case 12 -> now.updateAndGet(at -> at.plus(StoreUnderTest.TRASH_FOR));
        case 13, 14, 15, 16, 17, 18 -> pull(id, random);
        default -> append(id, random);
      }
      if (random.nextInt(25) == 0) {
        restart(random);
      }
      check(id);
    }
    restart(random);
    for (long id : List.copyOf(model.keySet())) {
      check(id);
    }
    pulls.close();
    store.close();
    assertThat(peer.heldBytes()).isZero();
  }

  private PullService pulls() {
    Throttles throttles = new Throttles(1L << 40, 1L << 40, System::nanoTime);
    return new PullService(store.store, peer, throttles, new Semaphore(1));
  }

  private void create(long id) {
    forgetIfPurged(id);
    try {
      store.create(id);
      model.putIfAbsent(id, new Expected());
    } catch (RuntimeException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private void append(long id, Random random) {
    Expected expected = model.get(id);
    if (expected == null) {
      return;
    }
    if (isGone(id)) {
      return;
    }
    byte[] payload = bytes(1 + random.nextInt(9000), random.nextInt());
    long end = end(id);
    expected.appendTried = true;
    var append = store.append(id, end, payload);
    if (!append.handle((done, refused) -> refused != null).join()) {
      expected.batches.add(new Batch(end, payload));
      expected.end = end + BatchFormat.paddedLength(payload.length);
      assertThat(append.join()).isEqualTo(expected.end);
      assertThat(expected.sealed || expected.closed || expected.copy).isFalse();
    }
  }

  /** A range of any length, from a peer that lies now and then. */
  private void pull(long id, Random random) {
    Expected expected = model.get(id);
    if (expected == null) {
      return;
    }
    FakePeer.Mood mood = random.nextInt(5) == 0 ? FakePeer.Mood.WRONG : FakePeer.Mood.HONEST;
    peer.answering(nth -> mood);
    int lengthBytes = 4096 * (1 + random.nextInt(MOST_COPIED_BYTES / 4096));
    PullOrder order = peer.order(0, lengthBytes);
    expected.copyTried = true;
    if (isDone(pulls.pull(new PullJob(1, new ExtentId(id), order, StoreUnderTest.deadline())))) {
      assertThat(expected.batches).isEmpty();
      expected.copy = true;
      expected.end = Math.max(expected.end, lengthBytes);
    }
  }

  private void close(long id) {
    Expected expected = model.get(id);
    if (expected != null && isDone(store.close(1, id))) {
      expected.closed = true;
    }
  }

  private void trash(long id) {
    Expected expected = model.get(id);
    if (expected == null) {
      return;
    }
    boolean done = isDone(store.trash(1, id));
    if (done) {
      expected.closed = true;
      expected.trashed = true;
    }
    expected.trashUnsure = !done;
  }

  private void restore(long id) {
    Expected expected = model.get(id);
    if (expected == null) {
      return;
    }
    boolean done = isDone(store.restore(1, id));
    if (done) {
      expected.trashed = false;
      expected.purgeTried = false;
    }
    expected.trashUnsure = !done;
  }

  private void purge(long id) {
    Expected expected = model.get(id);
    if (expected == null) {
      return;
    }
    boolean trashed = expected.trashed || expected.trashUnsure;
    if (isDone(store.purge(1, id))) {
      assertThat(trashed).isTrue();
      assertThat(isGone(id)).isTrue();
      model.remove(id);
    } else {
      expected.purgeTried |= trashed;
    }
  }

  private static boolean isDone(CompletableFuture<?> change) {
    return change.handle((done, refused) -> refused == null).join();
  }

  private boolean isGone(long id) {
    return store.store.list().stream().noneMatch(info -> info.id().equals(new ExtentId(id)));
  }

  private void seal(long id) {
    Expected expected = model.get(id);
    if (expected == null || expected.sealed) {
      return;
    }
    expected.sealTried = true;
    boolean refused =
        store.seal(1, id, expected.end).handle((s, failure) -> failure != null).join();
    expected.sealed = !refused;
    expected.closed |= !refused;
  }

  /** The end that the store says: after a kill it may be beyond what was answered for. */
  private long end(long id) {
    try {
      return store.info(id).endOffset();
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  private void restart(Random random) throws IOException {
    pulls.close();
    store.close();
    disk = random.nextBoolean() ? disk.afterKill() : disk.afterPowerCut(random);
    store = new StoreUnderTest(disk, now::get);
    pulls = pulls();
  }

  /** A purge that failed may go on with the next start. */
  private void forgetIfPurged(long id) {
    Expected expected = model.get(id);
    if (expected != null && isGone(id)) {
      assertThat(expected.purgeTried).isTrue();
      model.remove(id);
    }
  }

  private void check(long id) throws IOException {
    forgetIfPurged(id);
    Expected expected = model.get(id);
    if (expected == null) {
      return;
    }
    ExtentInfo info = store.store.info(new ExtentId(id));
    if (!expected.trashUnsure) {
      assertThat(info.state() == ExtentState.TRASHED).isEqualTo(expected.trashed);
    }
    if (info.state() == ExtentState.TRASHED) {
      return;
    }
    assertThat(info.endOffset()).isGreaterThanOrEqualTo(expected.end);
    // A seal that failed may have happened all the same, as a restart then shows.
    expected.sealed |= expected.sealTried && info.state() == ExtentState.SEALED;
    assertThat(info.state() == ExtentState.SEALED).isEqualTo(expected.sealed);
    for (Batch batch : expected.batches) {
      assertThat(store.payload(id, batch.offset, batch.payload.length)).isEqualTo(batch.payload);
    }
    if (expected.copy || (expected.copyTried && !expected.appendTried)) {
      checkCopied(id, Math.toIntExact(info.endOffset()));
    }
  }

  /** Also what was not answered for: no byte is there that was not proved. */
  private void checkCopied(long id, int end) {
    if (end > 0) {
      ByteBuf bytes = store.read(id, 0, end).join();
      assertThat(bytes).isEqualTo(Unpooled.wrappedBuffer(peer.content(), 0, end));
      bytes.release();
    }
  }
}
