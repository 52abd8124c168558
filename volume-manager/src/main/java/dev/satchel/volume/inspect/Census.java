package dev.satchel.volume.inspect;

import dev.satchel.storage.ScrubStatus;
import dev.satchel.volume.admin.StatusReport;
import dev.satchel.volume.model.Bucket;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the status page.
 *
 * @param opening what the manager says about opening volumes, if it cannot
 * @param scrub what the nodes that answer say of their scrubs
 */
public record Census(
    List<Node> nodes,
    List<Volume> volumes,
    Blocks blocks,
    Optional<Note> opening,
    ScrubStatus scrub) {

  /** What the index holds. */
  public record Blocks(long count, long plainBytes) {}

  /** The page. */
  public StatusReport status() {
    StatusReport.Volumes counts = counts();
    List<String> errors = errors(counts);
    List<String> warnings = warnings(counts);
    List<String> problems = new ArrayList<>(errors);
    problems.addAll(warnings);
    String health = !errors.isEmpty() ? "error" : !warnings.isEmpty() ? "warn" : "ok";
    return new StatusReport(
        health,
        problems,
        nodes.stream().map(Views::node).toList(),
        counts,
        new StatusReport.Blocks(blocks.count(), blocks.plainBytes(), storedBytes()),
        new StatusReport.Repair(0, 0, 0),
        new StatusReport.Scrub(scrub.oldestUnverifiedSeconds(), scrub.damagedPages(), 0),
        new StatusReport.Trash(0));
  }

  private StatusReport.Volumes counts() {
    Map<String, Node> byId = Views.byId(nodes);
    int open = 0;
    int sealed = 0;
    int degraded = 0;
    int unreadable = 0;
    for (Volume volume : volumes) {
      open += volume.state() == VolumeState.OPEN || volume.state() == VolumeState.CLOSING ? 1 : 0;
      sealed += volume.state() == VolumeState.SEALED ? 1 : 0;
      degraded += Health.isDegraded(volume, byId) ? 1 : 0;
      unreadable += Health.isUnreadable(volume, byId) ? 1 : 0;
    }
    return new StatusReport.Volumes(open, sealed, 0, degraded, unreadable);
  }

  private List<String> errors(StatusReport.Volumes counts) {
    List<String> errors = new ArrayList<>();
    if (counts.unreadable() > 0) {
      errors.add(counts.unreadable() + " volumes cannot be read now");
    }
    if (nodes.isEmpty()) {
      errors.add("no storage node has joined yet");
    }
    opening.ifPresent(note -> errors.add("no volume can be opened: " + note.text()));
    return errors;
  }

  private List<String> warnings(StatusReport.Volumes counts) {
    List<String> warnings = new ArrayList<>();
    for (Node node : nodes) {
      if (node.state() != NodeState.UP) {
        warnings.add("node " + node.id() + " is " + node.state().name().toLowerCase(Locale.ROOT));
      }
      for (Node.Disk disk : node.disks()) {
        if (!disk.state().equals("ok")) {
          warnings.add(
              "disk %s of node %s is %s: %s"
                  .formatted(disk.path(), node.id(), disk.state(), disk.reason()));
        }
      }
    }
    if (counts.degraded() > 0) {
      warnings.add(counts.degraded() + " volumes have fewer good extents than they should");
    }
    if (scrub.damagedPages() > 0) {
      warnings.add(
          "%d damaged %s found: satchel-admin scrub status lists what"
              .formatted(
                  scrub.damagedPages(), scrub.damagedPages() == 1 ? "page was" : "pages were"));
    }
    if (scrub.paused()) {
      warnings.add("the scrub is paused: satchel-admin scrub start lets it go on");
    }
    return warnings;
  }

  /** Every byte written to the extents of all volumes, lost ones included: they are on disks. */
  private long storedBytes() {
    long bytes = 0;
    for (Volume volume : volumes) {
      for (Extent extent : volume.extents()) {
        if (extent.place() != null) {
          bytes += ExtentCost.bytes(extent, lengthOf(volume, extent));
        }
      }
    }
    return bytes;
  }

  private static long lengthOf(Volume volume, Extent extent) {
    return volume.buckets().stream()
        .filter(bucket -> bucket.id() == extent.bucketId())
        .mapToLong(Bucket::lengthBytes)
        .sum();
  }
}
