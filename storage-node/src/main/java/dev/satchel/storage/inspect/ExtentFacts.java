package dev.satchel.storage.inspect;

import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.SlotEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One extent in facts. */
final class ExtentFacts {

  private ExtentFacts() {}

  /** What its header, its footer and the table say. */
  static Facts line(SlotView view, DiskGeometry geometry) {
    Facts facts = new Facts().put("slot", view.slot()).put("state", view.state(geometry));
    ExtentHeader extent = view.extent(geometry);
    if (extent != null) {
      facts
          .put("extent", extent.id().value())
          .put("bucket", extent.bucketId())
          .put("generation", extent.generation());
    }
    Footer footer = view.footer();
    if (footer != null) {
      facts.put("sealed_length", footer.sealed().lengthBytes());
    }
    return extent != null && view.entry().isOf(extent) ? withEntry(facts, view.entry()) : facts;
  }

  private static Facts withEntry(Facts facts, SlotEntry entry) {
    return facts
        .put("checkpoint", entry.checkpoint())
        .put("writer_epoch", entry.writerEpoch())
        .put("trashed_ms", entry.trashed().atMillis())
        .put("verified_ms", entry.scrub().verifiedMillis())
        .put("damaged_pages", entry.scrub().damagedPages());
  }

  /** The same, and its batches and footer. */
  static Facts whole(SlotView view, DiskImage image, DiskGeometry geometry) throws IOException {
    Footer footer = view.footer();
    ExtentHeader extent = view.extent(geometry);
    if (extent == null) {
      throw new IllegalArgumentException("slot " + view.slot() + " holds nobody");
    }
    long dataPosition = geometry.dataPosition(view.slot());
    BatchWalk.Walk walk = walk(view, image, geometry, extent);
    Facts facts =
        line(view, geometry)
            .put("header", Outcomes.describe(view.headerOutcome()))
            .put("footer", Outcomes.describe(view.footerOutcome()))
            .put("created_epoch", extent.createdEpoch())
            .put("slot_position", geometry.slotPosition(view.slot()))
            .put("data_position", dataPosition)
            .put("capacity_bytes", geometry.capacityBytes())
            .put("copy", view.isCopy(extent))
            .put("end", walk.end())
            .put("torn_behind_end", walk.isTorn())
            .put("batches", walk.batches().stream().map(ExtentFacts::batch).toList())
            .put("gaps", walk.gaps().stream().map(ExtentFacts::gap).toList());
    return footer == null ? facts : facts.put("pages", pages(footer));
  }

  private static BatchWalk.Walk walk(
      SlotView view, DiskImage image, DiskGeometry geometry, ExtentHeader extent)
      throws IOException {
    Footer footer = view.footer();
    boolean isCopy = view.isCopy(extent);
    long unsealedEnd = isCopy ? view.entry().checkpoint() : geometry.capacityBytes();
    long limit = footer == null ? unsealedEnd : footer.sealed().lengthBytes();
    return isCopy
        ? BatchWalk.Walk.ofCopy(limit)
        : new BatchWalk(image, geometry.dataPosition(view.slot()), extent.bucketId(), limit).run();
  }

  private static Facts batch(BatchWalk.Batch batch) {
    return new Facts()
        .put("offset", batch.header().offset())
        .put("payload_bytes", batch.header().payloadLengthBytes())
        .put("payload_crc", hex(batch.header().payloadCrc()))
        .put("whole", batch.isWhole());
  }

  private static Facts gap(BatchWalk.Gap gap) {
    return new Facts().put("from", gap.from()).put("to", gap.to());
  }

  private static List<Facts> pages(Footer footer) {
    List<Facts> pages = new ArrayList<>();
    for (int checksum : footer.sealed().pageChecksums()) {
      pages.add(new Facts().put("page", pages.size()).put("crc", hex(checksum)));
    }
    return pages;
  }

  static String hex(int checksum) {
    return String.format("%08x", checksum);
  }
}
