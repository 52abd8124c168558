package dev.satchel.volume;

import dev.satchel.contract.BlockHash;
import dev.satchel.volume.admin.BlockLocation;
import dev.satchel.volume.admin.BlockVerification;
import dev.satchel.volume.admin.BlockVerification.CopyCheck;
import dev.satchel.volume.admin.CapacityReport;
import dev.satchel.volume.admin.DiskDecision;
import dev.satchel.volume.admin.DiskList;
import dev.satchel.volume.admin.DiskOrder;
import dev.satchel.volume.admin.DiskView;
import dev.satchel.volume.admin.NodeList;
import dev.satchel.volume.admin.NodeView;
import dev.satchel.volume.admin.ScrubOrder;
import dev.satchel.volume.admin.ScrubView;
import dev.satchel.volume.admin.StatusReport;
import dev.satchel.volume.admin.Topology;
import dev.satchel.volume.admin.VolumeList;
import dev.satchel.volume.admin.VolumeView;
import dev.satchel.volume.block.Decoded;
import dev.satchel.volume.inspect.Census;
import dev.satchel.volume.inspect.Views;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.model.BlockAddress;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.read.BlockReader;
import dev.satchel.volume.sql.BlockIndex;
import dev.satchel.volume.sql.CellDatabase;
import dev.satchel.volume.sql.NoteTable;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator may ask of a cell and tell it. Thread-safe; the calls block. */
public final class CellAdmin {

  private static final Duration SEAL_PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final String SEALED_BY_HAND = "sealed by an operator";

  private final CellDatabase database;
  private final NodeDirectory directory;
  private final BlockReader reader;
  private final CellOptions options;
  private final Runnable managerNews;
  private final ScrubKeeper scrubs;
  private final DiskKeeper disks;

  CellAdmin(
      CellDatabase database,
      NodeDirectory directory,
      BlockReader reader,
      CellOptions options,
      Runnable managerNews) {
    this.options = options;
    this.database = database;
    this.directory = directory;
    this.scrubs = new ScrubKeeper(database, directory);
    this.disks = new DiskKeeper(database, directory, options.replicas());
    this.reader = reader;
    this.managerNews = managerNews;
  }

  /** The cell on one page. */
  public StatusReport status() {
    BlockIndex.Totals totals = database.blocks().totals();
    return new Census(
            directory.nodes(),
            database.volumes().all(),
            new Census.Blocks(totals.blocks(), totals.plainBytes()),
            database.notes().find(NoteTable.OPENING),
            scrubs.census().status())
        .status();
  }

  /** How the scrub stands, and what it found. */
  public ScrubView scrub() {
    return scrubs.view();
  }

  /**
   * Tells the scrub of every node something, which holds from then on.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  public ScrubView scrub(ScrubOrder order) {
    return scrubs.order(order);
  }

  /** All nodes ever seen. */
  public NodeList nodes() {
    return new NodeList(directory.nodes().stream().map(Views::node).toList());
  }

  /** One node. */
  public Optional<NodeView> node(String id) {
    return directory.node(id).map(Views::node);
  }

  /** All disks of all nodes. */
  public DiskList disks() {
    return new DiskList(allDisks());
  }

  /**
   * One disk.
   *
   * @throws IllegalArgumentException if several go by that id
   */
  public Optional<DiskView> disk(String id) {
    return disks.nodeOf(id).flatMap(node -> node.disk(id).map(disk -> Views.disk(node, disk)));
  }

  /**
   * Keeps a disk apart or uses it again, unless that is unsafe or only asked about; empty when
   * there is no such disk.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  public Optional<DiskDecision> quarantine(String diskId, DiskOrder order) {
    return disks.decide(diskId, order);
  }

  /** Capacity by disk and in all. */
  public CapacityReport capacity() {
    return Views.capacity(directory.nodes(), options.replicas());
  }

  /** Nodes by failure domain. */
  public Topology topology() {
    return Views.topology(directory.nodes());
  }

  /** All volumes. */
  public VolumeList volumes() {
    return new VolumeList(views(database.volumes().all()));
  }

  /** One volume. */
  public Optional<VolumeView> volume(long id) {
    return database.volumes().find(id).map(volume -> Views.volume(volume, directory.nodes()));
  }

  /**
   * Seals an open volume and waits a while for it to be done; the answer's state says whether it
   * is.
   */
  public Optional<VolumeView> sealVolume(long id) {
    database.claims().abandon(id, SEALED_BY_HAND);
    return database.volumes().find(id).map(volume -> awaitSealed(List.of(volume)).getFirst());
  }

  /** Seals every open volume that holds a block; answers those volumes. */
  public VolumeList sealAll() {
    return new VolumeList(awaitSealed(database.claims().abandonAllInUse(SEALED_BY_HAND)));
  }

  /** Where a block's copies lie; empty when the index does not know it. */
  public Optional<BlockLocation> locate(BlockHash hash) {
    return database
        .blocks()
        .find(hash)
        .flatMap(address ->
            database
                .volumes()
                .findByBucket(address.bucketId())
                .map(volume -> Views.location(address, volume)));
  }

  /** Reads every copy of a block and checks it; empty when the index does not know it. */
  public Optional<BlockVerification> verify(BlockHash hash) {
    return database
        .blocks()
        .find(hash)
        .map(address -> {
          List<CopyCheck> checks = new ArrayList<>();
          database
              .volumes()
              .findByBucket(address.bucketId())
              .ifPresent(volume -> volume.members().forEach(e -> checks.add(check(address, e))));
          boolean good = !checks.isEmpty() && checks.stream().allMatch(CopyCheck::good);
          return new BlockVerification(hash.toString(), good, checks);
        });
  }

  private CopyCheck check(BlockAddress address, Extent extent) {
    if (!extent.isReadable()) {
      return new CopyCheck(
          extent.nodeId(), extent.id(), false, "the extent was lost when its volume was sealed");
    }
    return switch (reader.readCopy(address, extent)) {
      case Decoded.Good(ByteBuf plain) -> {
        plain.release();
        yield new CopyCheck(extent.nodeId(), extent.id(), true, null);
      }
      case Decoded.Bad(String why) -> new CopyCheck(extent.nodeId(), extent.id(), false, why);
    };
  }

  /**
   * Waits until the manager has done what can be done now; answers the volumes as they are then.
   */
  private List<VolumeView> awaitSealed(List<Volume> volumes) {
    managerNews.run();
    long deadline = System.nanoTime() + SEAL_PATIENCE.toNanos();
    List<Volume> now = again(volumes);
    try {
      while (System.nanoTime() - deadline < 0 && now.stream().anyMatch(this::isInWork)) {
        // The manager that seals may be another process: the tables are all that tells.
        Thread.sleep(LOOK);
        now = again(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return views(now);
  }

  private List<VolumeView> views(List<Volume> volumes) {
    List<Node> nodes = directory.nodes();
    return volumes.stream().map(volume -> Views.volume(volume, nodes)).toList();
  }

  private boolean isInWork(Volume volume) {
    return switch (volume.state()) {
      case CREATING, OPEN -> false;
      case CLOSING -> true;
      case SEALED -> volume.members().stream().anyMatch(this::isToBeCut);
    };
  }

  private boolean isToBeCut(Extent extent) {
    return extent.status() == ExtentStatus.OPEN
        && directory.node(extent.nodeId()).stream().anyMatch(n -> n.state() == NodeState.UP);
  }

  private List<Volume> again(List<Volume> volumes) {
    return volumes.stream()
        .flatMap(volume -> database.volumes().find(volume.id()).stream())
        .toList();
  }

  private List<DiskView> allDisks() {
    return directory.nodes().stream().flatMap(node -> Views.disks(node).stream()).toList();
  }
}
