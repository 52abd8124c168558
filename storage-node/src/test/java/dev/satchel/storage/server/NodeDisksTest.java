package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.EXTENT_BYTES;
import static dev.satchel.storage.server.RunningNode.KEY;
import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static dev.satchel.storage.server.RunningNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.disk.MountedImage;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.tls.TlsMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node of two disks, and what becomes of it when one is not there. */
class NodeDisksTest {

  private static final int SLOTS = 3;

  @TempDir private Path dir;
  private final NodeRuntime runtime =
      NodeRuntime.start(new NodeRuntimeConfig(1, 2, 40L << 20, TlsMode.OFF_LOOPBACK, false));
  private final NodeClients clients = new NodeClients(RunningNode.callers(KEY), runtime);
  private Path first;
  private Path second;

  @BeforeEach
  void name() {
    first = dir.resolve("first");
    second = dir.resolve("second");
  }

  @AfterEach
  void close() {
    clients.close();
    runtime.close();
  }

  private StorageNode start(DiskSpec... disks) throws IOException {
    return StorageNode.start(config(disks), runtime);
  }

  private StorageNode startBoth() throws IOException {
    return start(thin(first), thin(second));
  }

  private StorageNodeConfig config(DiskSpec... disks) {
    return new StorageNodeConfig(
        dir,
        List.of(disks),
        new InetSocketAddress("127.0.0.1", 0),
        KEY,
        EXTENT_BYTES,
        true,
        Duration.ZERO,
        BackgroundConfig.scrubbingEvery(Duration.ofDays(14)),
        new MetricRegistry());
  }

  private static DiskSpec thin(Path path) {
    return DiskSpec.thin(path, (2L << 20) + SLOTS * EXTENT_BYTES);
  }

  private NodeClient client(StorageNode node) {
    return clients.to("127.0.0.1:" + node.address().getPort());
  }

  private ExtentInfo create(NodeClient client, long id) throws Exception {
    return get(client.create(1, new ExtentId(id), id, 0, SOON));
  }

  @Test
  void extentsSpreadOverTheDisksUntilAllAreFull() throws Exception {
    try (StorageNode node = startBoth()) {
      for (long id = 1; id <= 2 * SLOTS; id++) {
        create(client(node), id);
      }
      assertThat(node.stats().disks()).allMatch(disk -> disk.freeSlots() == 0);
      assertThat(refusal(client(node).create(1, new ExtentId(99), 1, 0, SOON)).error())
          .isEqualTo(NodeError.NO_SPACE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"node.id", "node.disks"})
  void nodesOwnFileThatIsNotTextIsNamed(String name) throws IOException {
    startBoth().close();
    Path file = dir.resolve(name);
    Files.write(file, new byte[] {(byte) 0xfe, (byte) 0xff, 0, 1});

    assertThatThrownBy(this::startBoth)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void diskThatIsMissingAtARestartIsReportedAndTheOthersServe() throws Exception {
    ExtentInfo here;
    ExtentInfo gone;
    String goneId;
    try (StorageNode node = startBoth()) {
      List<ExtentInfo> extents = List.of(create(client(node), 1), create(client(node), 2));
      here = on(first, extents);
      gone = on(second, extents);
      goneId = gone.diskId();
    }
    Files.move(second, dir.resolve("elsewhere"));
    try (StorageNode node = startBoth()) {
      DiskInfo failed = node.stats().disks().getLast();
      assertThat(failed.state()).isEqualTo(DiskState.FAILED);
      assertThat(failed.id()).isEqualTo(goneId);
      assertThat(failed.reason()).contains("missing");
      assertThat(get(client(node).stats(SOON)).disks()).contains(failed);

      assertThat(get(client(node).info(here.id(), SOON)).state()).isEqualTo(here.state());
      assertThat(refusal(client(node).info(gone.id(), SOON)).error())
          .isEqualTo(NodeError.NO_SUCH_EXTENT);
      assertThat(create(client(node), 3).diskPath()).isEqualTo(first.toString());
      assertThat(second).doesNotExist();
    }
    Files.move(dir.resolve("elsewhere"), second);
    try (StorageNode node = startBoth()) {
      assertThat(node.stats().disks()).allMatch(disk -> disk.state() == DiskState.OK);
      assertThat(get(client(node).info(gone.id(), SOON)).diskId()).isEqualTo(goneId);
    }
  }

  private static ExtentInfo on(Path disk, List<ExtentInfo> extents) {
    return extents.stream()
        .filter(extent -> extent.diskPath().equals(disk.toString()))
        .findAny()
        .orElseThrow();
  }

  @Test
  void diskThatIsKeptApartStaysSoWhenTheNodeStartsAgain() throws Exception {
    String apart;
    try (StorageNode node = startBoth()) {
      apart = create(client(node), 1).diskId();
      DiskInfo told =
          get(client(node).quarantine(1, new QuarantineOrder(apart, true, "it clicks"), SOON));
      assertThat(told.state()).isEqualTo(DiskState.QUARANTINED);
      assertThat(told.reason()).endsWith(": it clicks");
      assertThat(node.stats().disks()).contains(told);
      assertThat(
              refusal(client(node).quarantine(0, new QuarantineOrder(apart, false, ""), SOON))
                  .error())
          .isEqualTo(NodeError.STALE_EPOCH);
    }
    try (StorageNode node = startBoth()) {
      for (long id = 2; id <= 1 + SLOTS; id++) {
        assertThat(create(client(node), id).diskId()).isNotEqualTo(apart);
      }
      assertThat(get(client(node).info(new ExtentId(1), SOON)).diskId()).isEqualTo(apart);

      get(client(node).quarantine(1, new QuarantineOrder(apart, false, ""), SOON));
      assertThat(create(client(node), 99).diskId()).isEqualTo(apart);
    }
  }

  @Test
  void diskThatCannotBeOpenedIsReportedAndLeftAsItIs() throws Exception {
    byte[] foreign = new byte[1 << 20];
    Arrays.fill(foreign, (byte) 'x');
    Files.write(second, foreign);

    try (StorageNode node = startBoth()) {
      assertThat(node.stats().disks().getLast().reason()).contains("not one of Satchel");
      assertThat(create(client(node), 1).diskPath()).isEqualTo(first.toString());
    }
    assertThat(second).hasBinaryContent(foreign);
  }

  @Test
  void diskOnAFileSystemThatCanOnlyBeReadServesWhatItHolds() throws Exception {
    try (MountedImage mounted = MountedImage.make("ext4", dir, 64 << 20)) {
      second = mounted.folder().resolve("second");
      ExtentInfo held;
      try (StorageNode node = startBoth()) {
        held = on(second, List.of(create(client(node), 1), create(client(node), 2)));
      }
      mounted.remount(true);
      try (StorageNode node = startBoth()) {
        DiskInfo disk = node.stats().disks().getLast();
        assertThat(disk.state()).isEqualTo(DiskState.FAILED);
        assertThat(disk.reason()).contains("the file system of " + second + " can only be read");
        assertThat(get(client(node).info(held.id(), SOON)).diskId()).isEqualTo(held.diskId());
        assertThat(create(client(node), 3).diskPath()).isEqualTo(first.toString());
      }
      mounted.remount(false);
      try (StorageNode node = startBoth()) {
        assertThat(node.stats().disks()).allMatch(disk -> disk.state() == DiskState.OK);
        assertThat(get(client(node).info(held.id(), SOON))).isEqualTo(held);
      }
    }
  }

  @Test
  void diskThatHasLostItsBeginningIsNotMadeNew() throws Exception {
    try (StorageNode node = startBoth()) {
      create(client(node), 1);
      create(client(node), 2);
    }
    String line = lineOf(second);
    try (FileChannel file = FileChannel.open(second, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1 << 20), 0);
    }
    byte[] left = Files.readAllBytes(second);
    try (StorageNode node = startBoth()) {
      DiskInfo refused = node.stats().disks().getLast();
      assertThat(refused.state()).isEqualTo(DiskState.FAILED);
      assertThat(refused.reason())
          .contains("is blank", "remove its line from " + dir.resolve("node.disks"));
      assertThat(line).startsWith(refused.id());
    }
    assertThat(second).hasBinaryContent(left);
    assertThat(lineOf(second)).isEqualTo(line);
  }

  @Test
  void emptyFileInPlaceOfADiskIsMadeNewWhenItsLineIsRemoved() throws Exception {
    try (StorageNode node = startBoth()) {
      assertThat(node.stats().disks()).allMatch(disk -> disk.state() == DiskState.OK);
    }
    Files.write(second, new byte[0]);
    try (StorageNode node = startBoth()) {
      assertThat(node.stats().disks().getLast().reason()).contains("is blank");
    }
    Path known = dir.resolve("node.disks");
    Files.write(
        known, Files.readAllLines(known).stream().filter(l -> !l.equals(lineOf(second))).toList());
    try (StorageNode node = startBoth()) {
      assertThat(node.stats().disks()).allMatch(disk -> disk.state() == DiskState.OK);
    }
  }

  private String lineOf(Path disk) {
    try (Stream<String> lines = Files.lines(dir.resolve("node.disks"))) {
      return lines.filter(line -> line.endsWith(" " + disk)).findAny().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void copyOfADiskIsNotUsedBesideIt() throws Exception {
    Path copy = dir.resolve("copy");
    try (StorageNode node = start(thin(first))) {
      create(client(node), 1);
      Files.copy(first, copy);
      create(client(node), 2);
    }
    byte[] before = Files.readAllBytes(copy);
    try (StorageNode node = start(thin(copy), thin(first))) {
      DiskInfo refused = node.stats().disks().getLast();
      assertThat(refused.path()).isEqualTo(copy.toString());
      assertThat(refused.state()).isEqualTo(DiskState.FAILED);
      assertThat(refused.reason()).contains("is a copy of " + first);
      assertThat(get(client(node).info(new ExtentId(2), SOON)).diskPath())
          .isEqualTo(first.toString());
    }
    assertThat(copy).hasBinaryContent(before);
  }

  @Test
  void diskThatLiesElsewhereNowIsFoundAndANewOneTakesItsPlace() throws Exception {
    try (StorageNode node = start(thin(first))) {
      create(client(node), 1);
    }
    Files.move(first, second);
    try (StorageNode node = startBoth()) {
      assertThat(node.stats().disks()).allMatch(disk -> disk.state() == DiskState.OK);
      assertThat(node.stats().disks()).extracting(DiskInfo::id).doesNotHaveDuplicates();
      assertThat(get(client(node).info(new ExtentId(1), SOON)).diskPath())
          .isEqualTo(second.toString());
    }
  }

  @Test
  void nothingIsMadeOfADiskThatCannotBe() {
    Path small = dir.resolve("small");
    assertThatThrownBy(() -> start(DiskSpec.thin(small, EXTENT_BYTES)))
        .hasMessageContaining("disk " + small + " cannot be made: a disk of");
    assertThat(small).doesNotExist();

    Path nowhere = dir.resolve("no/folder/disk");
    assertThatThrownBy(() -> start(thin(nowhere)))
        .hasMessageContaining("there is no folder " + nowhere.getParent());
  }

  @Test
  void nodeWithoutAnyDiskDoesNotStart() {
    assertThatThrownBy(() -> start(new DiskSpec(Path.of("/dev/no-such-device"), 0, false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/no-such-device does not exist");
  }

  @Test
  void nothingIsLeftBesideTheDisksButWhoTheyAre() throws Exception {
    startBoth().close();
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("first", "second", "node.id", "node.disks");
    }
    Files.delete(dir.resolve("node.disks"));
    try (StorageNode node = startBoth()) {
      assertThat(node.stats().disks()).allMatch(disk -> disk.state() == DiskState.OK);
    }
  }

  @Test
  void oneDiskNamedTwiceIsRefused() {
    assertThatThrownBy(() -> config(thin(first), thin(first))).hasMessageContaining("named twice");
  }
}
