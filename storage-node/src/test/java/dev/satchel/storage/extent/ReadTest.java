package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.deadline;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.BatchFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long range comes piece by piece. */
class ReadTest {

  private static final ExtentId ID = new ExtentId(1);
  private static final int PAYLOAD_BYTES = 3 << 20;
  private static final int FIRST = BatchFormat.HEADER_BYTES;

  private final FaultyDisk disk = new FaultyDisk(5 << 20);
  private final byte[] payload = bytes(PAYLOAD_BYTES, 1);
  private final List<ByteBuf> early = new ArrayList<>();
  private ExtentStore store;
  private StoreUnderTest words;

  @BeforeEach
  void open() throws IOException {
    store =
        StoreUnderTest.open(
            new MetricRegistry(),
            new StorePolicy(StoreUnderTest.TRASH_FOR, StoreUnderTest.NEVER, Instant::now));
    store.addDisk(disk, new DiskSetup(StoreUnderTest.NODE, 4 << 20, 5 << 20, true));
    words = new StoreUnderTest(store);
    words.create(1);
    words.append(1, 0, payload).join();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    early.forEach(piece -> assertThat(piece.release()).isTrue());
  }

  private CompletableFuture<ByteBuf> read(Consumer<ByteBuf> alsoEarly) {
    return store.read(
        ID,
        FIRST,
        PAYLOAD_BYTES,
        deadline(),
        piece -> {
          early.add(piece);
          alsoEarly.accept(piece);
        });
  }

  @Test
  void piecesTogetherAreTheRange() {
    ByteBuf last = read(piece -> {}).join();

    assertThat(early).hasSize(2);
    ByteBuf all = Unpooled.buffer(PAYLOAD_BYTES);
    early.forEach(piece -> all.writeBytes(piece.duplicate()));
    all.writeBytes(last);
    last.release();
    assertThat(all).isEqualTo(Unpooled.wrappedBuffer(payload));
  }

  @Test
  void diskThatFailsInTheMiddleFailsTheRead() {
    var answer = read(piece -> disk.failReads(true));

    assertThat(refusal(answer).error()).isEqualTo(NodeError.IO_ERROR);
    assertThat(early).hasSize(1);
    assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
  }

  @Test
  void extentThatGoesIntoTheTrashInTheMiddleIsNotReadOn() {
    words.close(1, 1).join();

    var answer = read(piece -> words.trash(1, 1).join());

    assertThat(refusal(answer).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
    assertThat(early).hasSize(1);
  }

  /** Neither is a fault of the disk; whoever asked is answered, and gives back what he holds. */
  @Test
  void programThatFailsInTheMiddleFailsTheReadAndBlamesNoDisk() {
    for (Throwable failure :
        List.of(new IllegalStateException("a bug"), new OutOfMemoryError("no direct memory"))) {
      var answer = read(piece -> sneak(failure));

      assertThat(refusal(answer).error()).isEqualTo(NodeError.IO_ERROR);
      assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.OK);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void deadlineThatPassesInTheMiddleSparesTheDiskTheRest() {
    long readBefore = disk.readBytes();
    long deadline = System.nanoTime() + 300_000_000;

    var answer =
        store.read(
            ID,
            FIRST,
            PAYLOAD_BYTES,
            deadline,
            piece -> {
              early.add(piece);
              while (System.nanoTime() - deadline <= 0) {
                Thread.onSpinWait();
              }
            });

    assertThat(refusal(answer).error()).isEqualTo(NodeError.TIMED_OUT);
    assertThat(disk.readBytes() - readBefore).isLessThan(PAYLOAD_BYTES / 2);
  }
}
