package dev.satchel.volume.sql;

import static dev.satchel.volume.Hashes.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.BlockHash;
import dev.satchel.volume.model.BlockAddress;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database that holds a cell must do. */
abstract class CellDatabaseContract {

  private static final long NOW = 1_000_000;

  private String jdbcUrl = "";
  private CellDatabase database;
  private long epoch;

  /** The URL of an empty database. */
  abstract String newDatabase() throws Exception;

  @BeforeEach
  void openAndLead() throws Exception {
    jdbcUrl = newDatabase();
    database = CellDatabase.open(jdbcUrl);
    epoch = database.leases().take("test", database.leases().read()).orElseThrow();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void opensAgainWithEverythingThere() {
    database.blocks().insert(List.of(address(1, 7, 0)), NOW);
    database.close();
    database = CellDatabase.open(jdbcUrl);
    assertThat(database.blocks().find(hash(1))).contains(address(1, 7, 0));
  }

  @Test
  void findsBlocksThatWereInserted() {
    BlockIndex blocks = database.blocks();
    List<BlockAddress> addresses =
        LongStream.range(0, 1000).mapToObj(i -> address(i, 3, i * 4096)).toList();
    assertThat(blocks.insert(addresses, NOW)).isEqualTo(1000);
    assertThat(blocks.find(hash(999))).contains(address(999, 3, 999 * 4096));
    assertThat(blocks.find(hash(1000))).isEmpty();
  }

  @Test
  void tellsWhichOfManyHashesAreThere() {
    BlockIndex blocks = database.blocks();
    blocks.insert(LongStream.range(0, 600).mapToObj(i -> address(i, 3, i * 8)).toList(), NOW);
    List<BlockHash> asked =
        new ArrayList<>(LongStream.range(300, 1100).mapToObj(i -> hash(i)).toList());
    Collections.shuffle(asked, new Random(1));
    Set<BlockHash> expected =
        new HashSet<>(LongStream.range(300, 600).mapToObj(i -> hash(i)).toList());
    assertThat(blocks.present(asked)).isEqualTo(expected);
    for (long now : new long[] {NOW + 10, NOW + 20}) {
      Map<BlockHash, Integer> lengths = blocks.touch(asked, now, NOW + 5);
      assertThat(lengths.keySet()).isEqualTo(expected);
      assertThat(lengths.values()).containsOnly(90);
    }
    assertThat(blocks.present(List.of())).isEmpty();
  }

  @Test
  void keepsTheFirstAddressOfAHashAndCountsItOnce() {
    Volume volume = openVolume("a", "b", "c");
    long bucket = volume.bucket().id();
    BlockIndex blocks = database.blocks();
    assertThat(blocks.insert(List.of(address(1, bucket, 40)), NOW)).isEqualTo(1);
    assertThat(blocks.insert(List.of(address(1, bucket, 8000), address(2, bucket, 9000)), NOW))
        .isEqualTo(1);
    assertThat(blocks.find(hash(1))).contains(address(1, bucket, 40));
    assertThat(blocks.totals()).isEqualTo(new BlockIndex.Totals(2, 180));
    assertThat(database.volumes().find(volume.id()).orElseThrow().bucket().lengthBytes())
        .isEqualTo(9100);
  }

  @Test
  void volumeGoesThroughItsLife() {
    Volume planned = database.volumes().plan(epoch, List.of("a", "b", "c"), "a spare");
    assertThat(planned.state()).isEqualTo(VolumeState.CREATING);
    assertThat(planned.extents()).extracting(Extent::nodeId).containsExactly("a", "b", "c");
    assertThat(planned.capacityBytes()).isZero();
    open(planned);

    Volume claimed = database.claims().claimOne("me", any -> true).orElseThrow();
    assertThat(claimed.id()).isEqualTo(planned.id());
    assertThat(claimed.capacityBytes()).isEqualTo(1 << 20);
    assertThat(claimed.claim().epoch()).isEqualTo(1);
    assertThat(database.claims().claimOne("you", any -> true)).isEmpty();

    assertThat(database.claims().abandon(claimed.id(), "full")).isTrue();
    assertThat(database.volumes().closing(epoch, claimed.id(), "again")).isFalse();
    assertThat(database.volumes().sealed(epoch, claimed, 8192)).isTrue();
    assertThat(database.volumes().sealed(epoch, claimed, 4096)).isFalse();
    long first = claimed.extents().get(0).id();
    database.volumes().extentSealed(epoch, first, new int[] {1, -2});
    database.volumes().extentSealed(epoch, claimed.extents().get(1).id(), new int[] {1, -2});
    assertThat(database.volumes().pageChecksums(first).orElseThrow()).containsExactly(1, -2);
    assertThat(database.volumes().unsettled()).extracting(Volume::id).contains(claimed.id());
    database.volumes().extentLost(epoch, claimed.extents().get(2).id());

    assertThat(database.volumes().unsettled()).isEmpty();
    Volume sealed = database.volumes().findByBucket(claimed.bucket().id()).orElseThrow();
    assertThat(sealed.state()).isEqualTo(VolumeState.SEALED);
    assertThat(sealed.bucket().lengthBytes()).isEqualTo(8192);
    assertThat(sealed.extents())
        .extracting(Extent::status)
        .containsExactly(ExtentStatus.SEALED, ExtentStatus.SEALED, ExtentStatus.LOST);
    assertThat(database.volumes().all()).containsExactly(sealed);
  }

  @Test
  void whoLooksAtAllVolumesSeesEachWholeOrNotAtAll() throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> planning =
          threads.submit(() -> {
            for (int i = 0; i < 100; i++) {
              database.volumes().plan(epoch, List.of("a", "b", "c"), "a spare");
            }
          });
      while (!planning.isDone()) {
        assertThat(database.volumes().all())
            .allMatch(volume -> volume.buckets().size() == 1 && volume.extents().size() == 3);
      }
      planning.get();
    }
    assertThat(database.volumes().all()).hasSize(100);
  }

  @Test
  void queriesAtOnceSeeNothingThatComesBetweenThem() {
    List<Volume> seen =
        database.readAtOnce(handle -> {
          assertThat(VolumeRows.load(handle, "1 = 1")).isEmpty();
          // By another thread: this one would plan in the transaction that it is in.
          CompletableFuture.supplyAsync(
                  () -> database.volumes().plan(epoch, List.of("a", "b", "c"), "a spare"))
              .join();
          return VolumeRows.load(handle, "1 = 1");
        });

    assertThat(seen).isEmpty();
    assertThat(database.volumes().all()).hasSize(1);
  }

  @Test
  void extentThatCannotBeMadeIsPlannedElsewhere() {
    Volume planned = database.volumes().plan(epoch, List.of("a", "b", "c"), "");
    database.volumes().replan(epoch, planned, planned.extents().get(1), "d");
    database.volumes().replan(epoch, planned, planned.extents().get(1), "e");
    Volume again = database.volumes().find(planned.id()).orElseThrow();
    assertThat(again.members()).extracting(Extent::nodeId).containsExactlyInAnyOrder("a", "c", "d");
  }

  @Test
  void idsAreNeverGivenTwice() {
    Set<Long> extents = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      Volume volume = database.volumes().plan(epoch, List.of("a", "b"), "");
      volume.extents().forEach(extent -> assertThat(extents.add(extent.id())).isTrue());
    }
  }

  @Test
  void everyVolumeIsClaimedByOneOfManyAtOnce() throws Exception {
    for (int i = 0; i < 6; i++) {
      openVolume("a", "b", "c");
    }
    List<Callable<Integer>> claimants = new ArrayList<>();
    Set<Long> won = Collections.synchronizedSet(new HashSet<>());
    for (int i = 0; i < 4; i++) {
      String owner = "writer " + i;
      claimants.add(() -> {
        int count = 0;
        var claimed = database.claims().claimOne(owner, any -> true);
        while (claimed.isPresent()) {
          assertThat(won.add(claimed.get().id())).isTrue();
          count++;
          claimed = database.claims().claimOne(owner, any -> true);
        }
        return count;
      });
    }
    int total = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (var future : threads.invokeAll(claimants)) {
        total += future.get();
      }
    }
    assertThat(total).isEqualTo(6);
  }

  @Test
  void claimGrowsItsEpochAndBeats() {
    Volume volume = openVolume("a", "b", "c");
    ClaimTable claims = database.claims();
    assertThat(claims.claimOne("me", any -> true)).isPresent();
    claims.beat("me");
    claims.release(volume.id(), 99);
    assertThat(database.volumes().find(volume.id()).orElseThrow().claim())
        .satisfies(claim -> assertThat(claim.owner()).isEqualTo("me"))
        .satisfies(claim -> assertThat(claim.beat()).isEqualTo(1));
    claims.release(volume.id(), 1);
    assertThat(claims.claimOne("you", any -> true).orElseThrow().claim().epoch()).isEqualTo(2);
    claims.releaseAll();
    assertThat(claims.claimOne("me", any -> true).orElseThrow().claim().epoch()).isEqualTo(3);
  }

  @Test
  void onlyVolumesInUseAreGivenUpTogether() {
    Volume used = openVolume("a", "b", "c");
    Volume empty = openVolume("a", "b", "c");
    database.blocks().insert(List.of(address(1, used.bucket().id(), 40)), NOW);
    assertThat(database.claims().abandonAllInUse("sealed by an operator"))
        .extracting(Volume::id)
        .containsExactly(used.id());
    assertThat(database.volumes().find(empty.id()).orElseThrow().state())
        .isEqualTo(VolumeState.OPEN);
  }

  @Test
  void managerThatWasSucceededMovesNothing() {
    Volume volume = openVolume("a", "b", "c");
    LeaseTable leases = database.leases();
    LeaseTable.Lease seen = leases.read();
    assertThat(leases.renew(epoch)).isTrue();
    assertThat(leases.take("other", seen)).isEmpty();
    long next = leases.take("other", leases.read()).orElseThrow();
    assertThat(next).isGreaterThan(epoch);
    assertThat(leases.renew(epoch)).isFalse();
    assertThatThrownBy(() -> database.volumes().closing(epoch, volume.id(), "late"))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> database.volumes().plan(epoch, List.of("a"), "late"))
        .isInstanceOf(LeaseLostException.class);
    assertThat(database.volumes().all()).containsExactly(volume);
    leases.release(next);
    assertThat(leases.read().holder()).isNull();
  }

  @Test
  void nodesAreRememberedWithTheirDisks() {
    Node.Disk disk = new Node.Disk("d1", "/srv/d1", "direct", "suspect", "slow", 1 << 30, 4096, 7);
    Node node = new Node("n1", "127.0.0.1:1", "rack 1", NodeState.UP, List.of(disk));
    database
        .nodes()
        .save(epoch, List.of(node, new Node("n0", "x:1", "rack 0", NodeState.UP, List.of())));
    database.nodes().save(epoch, List.of(node.in(NodeState.DEAD)));
    assertThat(database.nodes().all()).hasSize(2).element(1).isEqualTo(node.in(NodeState.DEAD));
  }

  @Test
  void noteIsReplacedAndRemoved() {
    NoteTable notes = database.notes();
    notes.put(epoch, NoteTable.OPENING, new Note("no-space", "all disks are full"));
    notes.put(epoch, NoteTable.OPENING, new Note("no-nodes", "no node is up"));
    assertThat(notes.find(NoteTable.OPENING)).contains(new Note("no-nodes", "no node is up"));
    notes.remove(epoch, NoteTable.OPENING);
    assertThat(notes.find(NoteTable.OPENING)).isEmpty();
  }

  private Volume openVolume(String... nodes) {
    return open(database.volumes().plan(epoch, List.of(nodes), ""));
  }

  private Volume open(Volume planned) {
    Map<Long, Extent.Place> places = new HashMap<>();
    for (Extent extent : planned.extents()) {
      places.put(extent.id(), new Extent.Place("disk", "/srv/disk", 4096, 1 << 20));
    }
    database.volumes().opened(epoch, planned.id(), places, "");
    return database.volumes().find(planned.id()).orElseThrow();
  }

  private static BlockAddress address(long number, long bucket, long offset) {
    return new BlockAddress(hash(number), bucket, offset, 100, 90);
  }
}
