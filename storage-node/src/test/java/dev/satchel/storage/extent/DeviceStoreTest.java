package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.disk.LoopDevice;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole store on a block device that the test makes: a loop device over a file of its own. */
@Timeout(60)
@ParameterizedClass
@ValueSource(ints = {512, 65536})
class DeviceStoreTest {

  private static final int SLOTS = 3;
  private static final long SLOT_BYTES = 256 << 10;
  private static final int DEVICE_BYTES = (1 << 20) + SLOTS * (int) SLOT_BYTES;
  private static final DiskGeometry GEOMETRY = new DiskGeometry(SLOT_BYTES, SLOTS);
  private static final DiskSetup SETUP = new DiskSetup(StoreUnderTest.NODE, SLOT_BYTES, 0, false);

  private final int unitBytes;

  @TempDir private Path dir;
  private Path file;
  private LoopDevice device;

  DeviceStoreTest(int unitBytes) {
    this.unitBytes = unitBytes;
  }

  @BeforeEach
  void makeDevice() throws Exception {
    file = Files.write(dir.resolve("device"), new byte[DEVICE_BYTES]);
    device = LoopDevice.over(file, unitBytes);
  }

  @AfterEach
  void endDevice() throws Exception {
    if (device != null) {
      device.close();
    }
  }

  private static StoreUnderTest open(Path device) throws IOException {
    StorePolicy policy = StorePolicy.trashFor(Duration.ZERO);
    ExtentStore store = StoreUnderTest.open(new MetricRegistry(), policy);
    try {
      store.addDisk(FileDisk.open(device, true), SETUP);
    } catch (IOException refused) {
      store.close();
      throw refused;
    }
    return new StoreUnderTest(store);
  }

  @Test
  void extentsLiveAndDieOnADeviceAsTheyDoInAFile() throws IOException {
    try (StoreUnderTest store = open(device.path())) {
      fill(store, 1);
      fill(store, 2);
      store.seal(1, 1, 20480).join();
    }
    try (StoreUnderTest store = open(device.path())) {
      check(store, 1, ExtentState.SEALED);
      check(store, 2, ExtentState.OPEN);
      assertThat(store.append(2, 20480, bytes(10, 4)).join()).isEqualTo(24576);

      long trashedAt = store.info(1).dataPosition();
      store.trash(1, 1).join();
      store.restore(1, 1).join();
      check(store, 1, ExtentState.SEALED);
      store.trash(1, 1).join();
      store.purge(1, 1).join();
      assertThat(slotAt(trashedAt)).isEqualTo(new byte[(int) SLOT_BYTES]);
      assertThat(refusal(store.read(1, 0, 10)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);

      fill(store, 3);
      fill(store, 4);
      assertThat(store.info(3).dataPosition()).isEqualTo(trashedAt);
      assertThat(
              refusal(store.store.create(1, new ExtentId(5), 5, 0, StoreUnderTest.deadline()))
                  .error())
          .isEqualTo(NodeError.NO_SPACE);
    }
    try (StoreUnderTest store = open(device.path())) {
      check(store, 3, ExtentState.OPEN);
      check(store, 4, ExtentState.OPEN);
      assertThat(store.store.list()).hasSize(SLOTS);
    }
  }

  @Test
  void scrubFindsWhatChangesBehindTheNodesBack() throws IOException {
    try (StoreUnderTest store = open(device.path())) {
      fill(store, 1);
      store.seal(1, 1, 20480).join();
      SealedPages pages = store.store.sealedPages().getFirst();
      assertThat(pages.checkPage(new ExtentId(1), 0)).isEmpty();

      flip(store.info(1).dataPosition() + 9000);
      assertThat(pages.checkPage(new ExtentId(1), 0))
          .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(DamagedPage.Kind.PAGE));
      flip(store.info(1).dataPosition() + 9000);
      flip(GEOMETRY.slotPosition(0) + 9);
      flip(GEOMETRY.footerPosition(0) + 9);
      assertThat(pages.checkPage(new ExtentId(1), 0)).isEmpty();
      assertThat(pages.checkHeader(new ExtentId(1))).isPresent();
      assertThat(pages.checkFooter(new ExtentId(1))).isPresent();
    }
  }

  /** What the device holds while the node runs is what a killed node leaves. */
  @Test
  void whatWasAnsweredForIsThereAfterAKill() throws Exception {
    Path image = dir.resolve("image");
    try (StoreUnderTest store = open(device.path())) {
      fill(store, 1);
      fill(store, 2);
      store.seal(1, 2, 20480).join();
      Files.copy(file, image, StandardCopyOption.REPLACE_EXISTING);
    }
    try (LoopDevice copy = LoopDevice.over(image, unitBytes);
        StoreUnderTest store = open(copy.path())) {
      check(store, 1, ExtentState.OPEN);
      check(store, 2, ExtentState.SEALED);
    }
  }

  @Test
  void tornTailIsCutAndDamageFencesOnADeviceToo() throws IOException {
    try (StoreUnderTest store = open(device.path())) {
      fill(store, 1);
      fill(store, 2);
    }
    loseCheckpoints();
    flip(GEOMETRY.dataPosition(0) + 16384 + 100);
    flip(GEOMETRY.dataPosition(1) + 8192 + 100);
    try (StoreUnderTest store = open(device.path())) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.info(1).endOffset()).isEqualTo(16384);
      assertThat(store.info(2).state()).isEqualTo(ExtentState.FENCED);
      assertThat(store.info(2).endOffset()).isEqualTo(20480);
    }
  }

  /** A device that was Satchel's, whose first MiB somebody zeroed to give it up. */
  @Test
  void nothingOfAnEarlierLifeOfTheDeviceIsBelieved() throws IOException {
    try (StoreUnderTest store = open(device.path())) {
      fill(store, 1);
      fill(store, 2);
      store.seal(1, 2, 20480).join();
    }
    write(0, new byte[1 << 20]);
    try (StoreUnderTest store = open(device.path())) {
      assertThat(store.store.list()).isEmpty();
      assertThat(store.store.disks().getFirst().freeSlots()).isEqualTo(SLOTS);
      store.create(1);
      assertThat(store.append(1, 0, bytes(10, 9)).join()).isEqualTo(4096);
    }
    try (StoreUnderTest store = open(device.path())) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.info(1).endOffset()).isEqualTo(4096);
    }
  }

  @Test
  void deviceOfANodeIsNotOpenedBySomebodyElse() throws IOException {
    try (StoreUnderTest store = open(device.path())) {
      assertThatThrownBy(() -> open(device.path())).hasMessageContaining("in use");
      assertThat(store.create(1).endOffset()).isZero();
    }
  }

  private static void fill(StoreUnderTest store, long id) {
    store.create(id);
    store.append(id, 0, bytes(5000, 1)).join();
    store.append(id, 8192, bytes(6000, 2)).join();
    store.append(id, 16384, bytes(3000, 3)).join();
  }

  private static void check(StoreUnderTest store, long id, ExtentState state) throws IOException {
    assertThat(store.info(id).state()).isEqualTo(state);
    assertThat(store.info(id).endOffset()).isGreaterThanOrEqualTo(20480);
    assertThat(store.payload(id, 0, 5000)).isEqualTo(bytes(5000, 1));
    assertThat(store.payload(id, 8192, 6000)).isEqualTo(bytes(6000, 2));
    assertThat(store.payload(id, 16384, 3000)).isEqualTo(bytes(3000, 3));
  }

  private byte[] slotAt(long dataPosition) throws IOException {
    int from = (int) dataPosition - DiskGeometry.PAGE_BYTES;
    byte[] whole = Files.readAllBytes(device.path());
    return Arrays.copyOfRange(whole, from, from + (int) SLOT_BYTES);
  }

  private void loseCheckpoints() throws IOException {
    write(DiskGeometry.TABLE_POSITION, new byte[2 * DiskGeometry.PAGE_BYTES]);
  }

  private void flip(long position) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    try (FileChannel channel = FileChannel.open(device.path(), StandardOpenOption.READ)) {
      channel.read(one, position);
    }
    write(position, new byte[] {(byte) ~one.get(0)});
  }

  private void write(long position, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(device.path(), StandardOpenOption.WRITE)) {
      ByteBuffer source = ByteBuffer.wrap(bytes);
      while (source.hasRemaining()) {
        channel.write(source, position + source.position());
      }
      channel.force(true);
    }
  }
}
