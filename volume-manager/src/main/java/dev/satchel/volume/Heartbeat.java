package dev.satchel.volume;

import dev.satchel.storage.NodeStats;
import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What a storage node says of itself each second.
 *
 * @param address {@code HOST:PORT} of its node protocol
 * @param domain what fails together with it; a node without one names itself
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record Heartbeat(String nodeId, String address, String domain, List<DiskReport> disks) {

  /** What a node says with these figures about its disks. */
  public static Heartbeat of(NodeStats stats, String address, String domain) {
    return new Heartbeat(
        stats.nodeId(),
        address,
        domain,
        stats.disks().stream()
            .map(disk ->
                new DiskReport(
                    disk.id(),
                    disk.path(),
                    disk.mode().word(),
                    disk.capacityBytes(),
                    disk.usedBytes(),
                    disk.freeSlots(),
                    disk.state().word(),
                    disk.reason()))
            .toList());
  }

  /**
   * One disk of the node.
   *
   * @param id the disk's own id, from its superblock
   * @param path its device or file
   * @param mode {@code direct|buffered}: whether its bytes go past the page cache
   * @param freeSlots how many more extents fit
   * @param state {@code ok|suspect|failed|quarantined}
   * @param reason why it is not ok; otherwise empty
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record DiskReport(
      String id,
      String path,
      String mode,
      long capacityBytes,
      long usedBytes,
      int freeSlots,
      String state,
      String reason) {}
}
