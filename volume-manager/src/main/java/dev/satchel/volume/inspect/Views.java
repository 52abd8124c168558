package dev.satchel.volume.inspect;

import dev.satchel.volume.admin.BlockLocation;
import dev.satchel.volume.admin.CapacityReport;
import dev.satchel.volume.admin.DiskView;
import dev.satchel.volume.admin.NodeView;
import dev.satchel.volume.admin.Topology;
import dev.satchel.volume.admin.VolumeView;
import dev.satchel.volume.model.BlockAddress;
import dev.satchel.volume.model.Bucket;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The records of the admin API, made from the cell's own. */
public final class Views {

  private Views() {}

  public static NodeView node(Node node) {
    return new NodeView(
        node.id(),
        word(node.state()),
        node.domain(),
        node.address(),
        node.disks().stream().mapToLong(Node.Disk::capacityBytes).sum(),
        node.disks().stream().mapToLong(Node.Disk::usedBytes).sum(),
        disks(node));
  }

  public static List<DiskView> disks(Node node) {
    return node.disks().stream().map(disk -> disk(node, disk)).toList();
  }

  public static DiskView disk(Node node, Node.Disk disk) {
    return new DiskView(
        disk.id(),
        node.id(),
        word(node.state()),
        disk.path(),
        disk.mode(),
        disk.state(),
        disk.reason(),
        disk.capacityBytes(),
        disk.usedBytes(),
        disk.freeSlots());
  }

  public static Topology topology(List<Node> nodes) {
    Map<String, List<NodeView>> domains = new TreeMap<>();
    for (Node node : nodes) {
      domains.computeIfAbsent(node.domain(), name -> new ArrayList<>()).add(node(node));
    }
    return new Topology(
        domains.entrySet().stream()
            .map(domain -> new Topology.Domain(domain.getKey(), domain.getValue()))
            .toList());
  }

  public static VolumeView volume(Volume volume, List<Node> nodes) {
    Map<String, Node> byId = byId(nodes);
    return new VolumeView(
        volume.id(),
        "replicated",
        word(volume.state()),
        volume.reason(),
        volume.generation(),
        Health.isDegraded(volume, byId),
        volume.buckets().stream().mapToLong(Bucket::blocks).sum(),
        volume.buckets().stream().mapToLong(Bucket::plainBytes).sum(),
        volume.buckets().stream().mapToLong(Bucket::lengthBytes).sum(),
        Instant.ofEpochMilli(volume.life().createdAt()).toString(),
        volume.claim().owner(),
        volume.extents().stream().map(extent -> extent(extent, byId)).toList());
  }

  /** Where the copies of a block lie; those that are not to be read are left out. */
  public static BlockLocation location(BlockAddress address, Volume volume) {
    List<BlockLocation.Copy> copies = new ArrayList<>();
    for (Extent extent : volume.members()) {
      Extent.Place place = extent.place();
      if (extent.bucketId() == address.bucketId() && extent.isReadable() && place != null) {
        copies.add(
            new BlockLocation.Copy(
                extent.nodeId(),
                place.diskId(),
                extent.id(),
                place.diskPath(),
                place.position() + address.offset(),
                address.recordLength(),
                word(extent.role())));
      }
    }
    return new BlockLocation(
        address.hash().toString(),
        volume.id(),
        word(volume.state()),
        address.plainLength(),
        copies);
  }

  /** What fits where, with {@code replicas} extents for each new volume. */
  public static CapacityReport capacity(List<Node> nodes, int replicas) {
    List<DiskView> disks = nodes.stream().flatMap(node -> disks(node).stream()).toList();
    return new CapacityReport(
        disks.stream().mapToLong(DiskView::capacityBytes).sum(),
        disks.stream().mapToLong(DiskView::usedBytes).sum(),
        nodes.stream().mapToInt(Node::freeSlots).sum(),
        Room.volumesThatFit(nodes, replicas) * Room.smallestSlotBytes(nodes),
        disks);
  }

  static Map<String, Node> byId(List<Node> nodes) {
    return nodes.stream().collect(Collectors.toMap(Node::id, Function.identity()));
  }

  private static VolumeView.ExtentView extent(Extent extent, Map<String, Node> nodes) {
    Node node = nodes.get(extent.nodeId());
    Extent.Place place = extent.place();
    return new VolumeView.ExtentView(
        extent.id(),
        extent.bucketId(),
        word(extent.role()),
        word(extent.status()),
        extent.nodeId(),
        node == null ? word(NodeState.DEAD) : word(node.state()),
        node == null ? "" : node.domain(),
        place == null ? "" : place.diskId());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
