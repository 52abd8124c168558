package dev.satchel.storage;

import java.util.List;

/**
 * How the scrub of a node stands, and what it found.
 *
 * @param limitBytesPerSecond how fast it may walk at most, all disks together
 * @param walkedBytes what it looked at since the node started
 * @param damage what is damaged; the first of it when that is much
 */
public record ScrubReport(
    List<OfDisk> disks, long limitBytesPerSecond, long walkedBytes, List<DamagedPage> damage) {

  /** How it stands with one disk. */
  public record OfDisk(String diskId, String path, ScrubStatus status) {}

  public ScrubReport {
    disks = List.copyOf(disks);
    damage = List.copyOf(damage);
  }

  /** How it stands with all disks together. */
  public ScrubStatus status() {
    return disks.stream().map(OfDisk::status).reduce(ScrubStatus.NONE, ScrubStatus::plus);
  }
}
