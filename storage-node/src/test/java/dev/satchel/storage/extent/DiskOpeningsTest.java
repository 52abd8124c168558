package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several disks that are added together: all are read at a time, and each as if alone. */
@Timeout(60)
class DiskOpeningsTest {

  private static final DiskSetup SETUP =
      new DiskSetup(
          StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, StoreUnderTest.DISK_BYTES, true);

  @TempDir private Path dir;
  private final ExtentStore store =
      StoreUnderTest.open(new MetricRegistry(), StorePolicy.trashFor(Duration.ZERO));

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private NewDisk file(String name) {
    return new NewDisk(() -> FileDisk.open(dir.resolve(name), true), SETUP);
  }

  private static String refusal(AddedDisk outcome) {
    return switch (outcome) {
      case AddedDisk.Added(String id) -> fail("added as " + id);
      case AddedDisk.Refused(IOException why) -> why.getMessage();
    };
  }

  @Test
  void disksAreReadAtTheSameTime() throws Exception {
    List<Semaphore> gates = List.of(new Semaphore(0), new Semaphore(0));
    List<NewDisk> disks = new ArrayList<>();
    for (Semaphore gate : gates) {
      FaultyDisk disk = formatted();
      // When all is found, its ends are synced.
      disk.holdSyncs(gate);
      disks.add(new NewDisk(() -> disk, SETUP));
    }
    CompletableFuture<List<AddedDisk>> added =
        CompletableFuture.supplyAsync(() -> store.addDisks(disks));

    Awaitility.await().until(() -> gates.stream().allMatch(Semaphore::hasQueuedThreads));
    assertThat(added).isNotDone();
    gates.forEach(gate -> gate.release(1 << 20));
    assertThat(added.get()).allMatch(outcome -> outcome instanceof AddedDisk.Added);
  }

  private static FaultyDisk formatted() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    new StoreUnderTest(disk).close();
    return disk.afterKill();
  }

  @Test
  void outcomesComeInTheOrderOfTheDisks() {
    List<NewDisk> disks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      disks.add(file("disk" + i));
    }
    disks.add(
        7,
        new NewDisk(
            () -> {
              throw new IOException("not there");
            },
            SETUP));

    List<AddedDisk> outcomes = new ArrayList<>(store.addDisks(disks));

    assertThat(refusal(outcomes.remove(7))).isEqualTo("not there");
    assertThat(store.disks())
        .extracting(DiskInfo::path)
        .isEqualTo(
            IntStream.range(0, 20).mapToObj(i -> dir.resolve("disk" + i).toString()).toList());
    assertThat(outcomes)
        .isEqualTo(
            store.disks().stream()
                .map(disk -> (AddedDisk) new AddedDisk.Added(disk.id()))
                .toList());
  }

  @Test
  void ofADiskAndItsCopyItIsAlwaysTheFirstThatIsUsed() throws IOException {
    makeDisk("disk");
    for (int i = 0; i < 5; i++) {
      Files.copy(dir.resolve("disk"), dir.resolve("copy" + i));
    }
    List<AddedDisk> outcomes =
        store.addDisks(
            List.of(file("copy3"), file("copy1"), file("disk"), file("copy0"), file("copy4")));

    assertThat(outcomes.getFirst()).isInstanceOf(AddedDisk.Added.class);
    assertThat(outcomes.subList(1, 5))
        .allMatch(outcome -> refusal(outcome).contains("is a copy of " + dir.resolve("copy3")));
    assertThat(store.disks()).hasSize(1);
  }

  @Test
  void diskThatCannotBeReadCostsTheOthersNothingAndIsClosed() throws IOException {
    makeDisk("good");
    makeDisk("short");
    try (FileChannel file = FileChannel.open(dir.resolve("short"), StandardOpenOption.WRITE)) {
      file.truncate(DiskGeometry.TABLE_POSITION);
    }
    NewDisk fault =
        new NewDisk(
            () -> {
              throw new IllegalStateException("a fault of the program");
            },
            SETUP);

    List<AddedDisk> outcomes = store.addDisks(List.of(file("short"), fault, file("good")));

    assertThat(refusal(outcomes.get(0))).contains("ends at " + DiskGeometry.TABLE_POSITION);
    assertThat(refusal(outcomes.get(1))).isEqualTo("a fault of the program");
    assertThat(store.info(new ExtentId(1)).diskPath()).isEqualTo(dir.resolve("good").toString());
    FileDisk.open(dir.resolve("short"), true).close();
  }

  /** With one extent on it. */
  private void makeDisk(String name) throws IOException {
    try (StoreUnderTest made = new StoreUnderTest(FileDisk.open(dir.resolve(name), true))) {
      made.create(1);
    }
  }
}
