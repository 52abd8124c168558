package dev.satchel.storage.inspect;

import static dev.satchel.storage.inspect.Looks.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.runtime.PayloadAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looking at the disk of a node that runs: four writers, each of whose extents live and die. */
@Timeout(60)
class RunningDiskTest {

  private static final int WRITERS = 4;
  private static final int LIVES = 25;
  private static final long SLOT_BYTES = 2 << 20;
  private static final long DISK_BYTES = (1 << 20) + 2 * WRITERS * SLOT_BYTES;
  private static final Set<String> STATES =
      Set.of("free", "open", "closed", "sealed", "trashed", "purging", "lost");
  private static final PayloadAllocator ALLOCATOR = PayloadAllocator.keeping(16 << 20);

  @TempDir private Path dir;
  private Path disk;
  private Looks looks;
  private ExtentStore store;

  @BeforeEach
  void open() throws IOException {
    disk = dir.resolve("disk");
    looks = new Looks(disk);
    StorePolicy policy = new StorePolicy(Duration.ZERO, Duration.ZERO, InstantSource.system());
    store = new ExtentStore(() -> Runnable::run, ALLOCATOR, new MetricRegistry(), policy);
    store.addDisk(
        FileDisk.open(disk, true), new DiskSetup(new UUID(1, 2), SLOT_BYTES, DISK_BYTES, true));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void nothingThatANodeIsAtIsTakenForDamage() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(CompletableFuture.runAsync(() -> write(number), threads));
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
      int looks = 0;
      while (!all.isDone() || looks == 0) {
        look();
        looks++;
      }
      all.get(30, TimeUnit.SECONDS);
    }
    assertThat(looks.damage()).isEmpty();
  }

  /** Everything that can be asked, once. */
  private void look() throws IOException {
    assertThat(looks.damage()).isEmpty();
    Map<String, Object> overview = looks.overview();
    assertThat(list(overview, "superblocks")).extracting("state").containsOnly("whole");
    assertThat(list(overview, "extent_table")).extracting("state").isSubsetOf("whole");
    assertThat(list(overview, "extents")).extracting("state").isSubsetOf(STATES);
    for (ExtentInfo extent : store.list()) {
      lookAt(extent);
    }
  }

  private void lookAt(ExtentInfo extent) throws IOException {
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      inspection.record(extent.dataPosition() + 40);
      Map<String, Object> facts = inspection.extent(extent.id().value()).values();
      assertThat(facts).containsEntry("extent", extent.id().value());
    } catch (IOException purgedMeanwhile) {
      assertThat(purgedMeanwhile).hasMessageContaining("no slot of this disk holds extent");
    }
  }

  @Test
  void livesThatBeginAndEndBetweenTwoReadsOfALookAreNoDamage() throws IOException {
    AtomicInteger lives = new AtomicInteger();
    DiskGeometry geometry = DiskGeometry.fitting(DISK_BYTES, SLOT_BYTES);
    long header = geometry.slotPosition(0);
    long footer = geometry.footerPosition(0);
    try (DiskInspection inspection =
        new DiskInspection(
            new DiskImage(FileChannel.open(disk, StandardOpenOption.READ)) {
              @Override
              void read(long position, ByteBuffer target) throws IOException {
                super.read(position, target);
                if (position == header && lives.get() < 2) {
                  begin(lives.incrementAndGet());
                } else if (position == footer && !store.list().isEmpty()) {
                  end(lives.get());
                }
              }
            })) {

      assertThat(list(inspection.damage().values(), "damage")).isEmpty();
    }

    assertThat(lives).hasValue(2);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void lookingAtTheDiskOfANodeChangesNothing() throws IOException {
    write(0);
    liveOnce(1, 7, bytes(300_000, 7));
    store.create(1, new ExtentId(999), 999, 0, soon()).join();
    append(999, 0, bytes(5000, 1));
    awaitTable();
    FileTime written = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(disk, written);
    byte[] before = Files.readAllBytes(disk);

    look();

    assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(disk)).isEqualTo(written);
    assertThat(append(999, 8192, bytes(10, 1))).isEqualTo(12_288);
  }

  /** Until the idle node has put its last checkpoint, and so writes nothing more by itself. */
  private void awaitTable() throws IOException {
    while (list(looks.overview(), "extents").stream()
        .noneMatch(line -> Long.valueOf(8192).equals(line.get("checkpoint")))) {
      Thread.onSpinWait();
    }
  }

  private void write(int writer) {
    for (int life = 1; life <= LIVES; life++) {
      liveOnce(writer, life, bytes(1 + life * 37_001 % 600_000, writer));
    }
  }

  /** Created, appended to three times, closed or sealed, and purged but for a while. */
  private void liveOnce(int writer, int life, byte[] payload) {
    long id = 1000L * (writer + 1) + life;
    ExtentId extent = new ExtentId(id);
    store.create(1, extent, id, 0, soon()).join();
    long end = append(id, 0, payload);
    end = append(id, end, payload);
    end = append(id, end, payload);
    if (life % 3 == 0) {
      store.close(1, extent, soon()).join();
    } else {
      store.seal(1, extent, end, soon()).join();
    }
    end(id);
  }

  private void begin(long id) {
    store.create(1, new ExtentId(id), id, 0, soon()).join();
    append(id, 0, bytes(5000, 1));
    store.close(1, new ExtentId(id), soon()).join();
  }

  private void end(long id) {
    store.trash(1, new ExtentId(id), soon()).join();
    store.purge(1, new ExtentId(id), Duration.ZERO, soon()).join();
  }

  private long append(long id, long offset, byte[] payload) {
    Batch batch = Batch.allocate(ALLOCATOR, payload.length);
    batch.payload().writeBytes(payload);
    return store
        .append(new Append(new ExtentId(id), offset, 1, batch, batch.payloadCrc(), soon()))
        .join();
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
