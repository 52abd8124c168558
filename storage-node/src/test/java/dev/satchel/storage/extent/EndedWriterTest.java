package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault of the program ends the thread that writes: everybody is told, and nothing is lost. */
class EndedWriterTest {

  private final FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private StoreUnderTest store;

  static List<Throwable> bugs() {
    return List.of(new IllegalStateException("a bug"), new OutOfMemoryError("no memory"));
  }

  /** The disk's next sync meets the bug, once it has been let go. */
  private Semaphore breakSync(Throwable bug) throws IOException {
    store = new StoreUnderTest(disk);
    store.create(1);
    store.append(1, 0, bytes(10, 1)).join();
    BrokenGate gate = new BrokenGate(bug);
    disk.holdSyncs(gate);
    return gate;
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void whoeverWaitsAndWhoeverComesIsRefused(Throwable bug) throws IOException {
    Semaphore gate = breakSync(bug);
    var underWay = store.append(1, 4096, bytes(10, 2));
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    var waiting = store.append(1, 8192, bytes(10, 3));
    gate.release();

    Stream.of(underWay, waiting).forEach(this::assertRefused);
    assertRefused(store.append(1, 4096, bytes(10, 2)));
    assertRefused(store.close(1, 1));
  }

  private void assertRefused(CompletableFuture<?> change) {
    var refusal = refusal(change.orTimeout(10, TimeUnit.SECONDS));
    assertThat(refusal.error()).isEqualTo(NodeError.IO_ERROR);
    assertThat(refusal).hasMessageContaining("the writer of faulty ended");
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void diskHasFailedAndStillServesWhatItHas(Throwable bug) throws IOException {
    breakSync(bug).release();
    assertRefused(store.append(1, 4096, bytes(10, 2)));

    assertThat(store.store.disks())
        .singleElement()
        .satisfies(view -> {
          assertThat(view.state()).isEqualTo(DiskState.FAILED);
          assertThat(view.reason()).contains("its writer ended", bug.getMessage());
        });
    assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void everythingAnsweredIsThereAfterTheNextStart(Throwable bug) throws IOException {
    breakSync(bug).release();
    assertRefused(store.append(1, 4096, bytes(10, 2)));
    store.close();

    try (StoreUnderTest next = new StoreUnderTest(disk.afterKill())) {
      assertThat(next.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
      long end = next.info(1).endOffset();
      assertThat(next.append(1, end, bytes(10, 3)).join()).isEqualTo(end + 4096);
    }
  }

  /** Who has passed it meets a bug. */
  private static final class BrokenGate extends Semaphore {

    private static final long serialVersionUID = 1L;

    private final transient Throwable bug;

    BrokenGate(Throwable bug) {
      super(0);
      this.bug = bug;
    }

    @Override
    public void acquireUninterruptibly() {
      super.acquireUninterruptibly();
      if (bug instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) bug;
    }
  }
}
