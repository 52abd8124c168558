package dev.satchel.volume.inspect;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import dev.satchel.volume.admin.ScrubView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the scrubs of the nodes say, together.
 *
 * @param reports of the nodes that answered, by id
 * @param silentNodes those that did not
 */
public record ScrubCensus(Map<String, ScrubReport> reports, List<String> silentNodes) {

  /** All disks together. */
  public ScrubStatus status() {
    return reports.values().stream()
        .map(ScrubReport::status)
        .reduce(ScrubStatus.NONE, ScrubStatus::plus);
  }

  /**
   * The page.
   *
   * @param pausedSince since when an operator wants it to stand still, if he does
   */
  public ScrubView view(Optional<String> pausedSince) {
    List<ScrubView.Disk> disks = new ArrayList<>();
    List<ScrubView.Damage> damage = new ArrayList<>();
    reports.forEach((node, report) -> {
      report.disks().forEach(disk -> disks.add(disk(node, report, disk)));
      report.damage().forEach(page -> damage.add(damage(node, page)));
    });
    ScrubStatus all = status();
    return new ScrubView(
        all.oldestUnverifiedSeconds(),
        all.damagedPages(),
        all.sealedBytes(),
        all.bytesPerSecond(),
        all.paused(),
        pausedSince.orElse(""),
        disks,
        damage,
        silentNodes);
  }

  private static ScrubView.Disk disk(String node, ScrubReport report, ScrubReport.OfDisk disk) {
    ScrubStatus status = disk.status();
    return new ScrubView.Disk(
        node,
        disk.diskId(),
        disk.path(),
        status.sealedBytes(),
        status.oldestUnverifiedSeconds(),
        status.damagedPages(),
        status.bytesPerSecond(),
        report.limitBytesPerSecond());
  }

  private static ScrubView.Damage damage(String node, DamagedPage page) {
    boolean summed = page.kind() == Kind.PAGE;
    return new ScrubView.Damage(
        node,
        page.diskId(),
        page.extent().value(),
        page.kind().name().toLowerCase(Locale.ROOT),
        page.kind() == Kind.SLOT ? page.page() : (long) page.page() * PullOrder.PAGE_BYTES,
        summed ? hex(page.expectedCrc()) : "",
        summed ? hex(page.foundCrc()) : "");
  }

  private static String hex(int crc) {
    return String.format(Locale.ROOT, "%08x", crc);
  }
}
