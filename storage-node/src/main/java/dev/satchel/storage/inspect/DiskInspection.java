package dev.satchel.storage.inspect;

import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.Superblock;
import dev.satchel.storage.format.SuperblockFormat;
import dev.satchel.storage.format.SuperblockReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at one disk: its layout, an extent, a record, its damage. One thread. */
public final class DiskInspection implements AutoCloseable {

  private final DiskImage image;
  private final List<PageOutcome<Superblock>> copies = new ArrayList<>();

  DiskInspection(DiskImage image) throws IOException {
    this.image = image;
    for (int copy = 0; copy < SuperblockFormat.COPIES; copy++) {
      long position = SuperblockFormat.position(copy);
      copies.add(SuperblockReader.read(image.read(position, DiskGeometry.PAGE_BYTES), copy));
    }
  }

  /** Opens a disk's file or device to be read. */
  public static DiskInspection open(Path disk) throws IOException {
    DiskImage image = DiskImage.open(disk);
    try {
      return new DiskInspection(image);
    } catch (IOException | RuntimeException failure) {
      image.close();
      throw failure;
    }
  }

  /** The superblock, the extent table and a line for each extent. */
  public Facts overview() throws IOException {
    Facts facts = new Facts().put("size_bytes", image.sizeBytes());
    List<Facts> superblocks = new ArrayList<>();
    for (int copy = 0; copy < copies.size(); copy++) {
      superblocks.add(
          new Facts()
              .put("copy", copy)
              .put("position", SuperblockFormat.position(copy))
              .put("state", Outcomes.describe(copies.get(copy))));
    }
    facts.put("superblocks", superblocks);
    for (PageOutcome<Superblock> copy : copies) {
      if (copy instanceof PageOutcome.Found<Superblock>(Superblock superblock)) {
        return layout(superblock, facts);
      }
    }
    return facts;
  }

  private Facts layout(Superblock superblock, Facts facts) throws IOException {
    DiskGeometry geometry = superblock.geometry();
    TableView table = new TableView(image, superblock);
    List<Facts> extents = new ArrayList<>();
    for (long slot = 0; slot < geometry.slotCount(); slot++) {
      SlotView view = SlotView.read(image, geometry, table, slot);
      if (!view.state(geometry).equals("free")) {
        extents.add(ExtentFacts.line(view, geometry));
      }
    }
    return facts
        .put("disk_id", superblock.diskId().toString())
        .put("node_id", superblock.nodeId().toString())
        .put("created_ms", superblock.createdMillis())
        .put("slot_bytes", geometry.slotBytes())
        .put("slot_count", geometry.slotCount())
        .put("first_slot_position", geometry.firstSlotPosition())
        .put("quarantine", new QuarantineView(image, superblock).marks())
        .put("extent_table", table.pages())
        .put("extents", extents);
  }

  /**
   * Everything about one extent.
   *
   * @throws IOException also when it is not on this disk
   */
  public Facts extent(long id) throws IOException {
    Superblock superblock = superblock();
    DiskGeometry geometry = superblock.geometry();
    TableView table = new TableView(image, superblock);
    for (long slot = 0; slot < geometry.slotCount(); slot++) {
      SlotView view = SlotView.read(image, geometry, table, slot);
      ExtentHeader extent = view.extent(geometry);
      if (extent != null && extent.id().value() == id) {
        return ExtentFacts.whole(view, image, geometry);
      }
    }
    throw new IOException("no slot of this disk holds extent " + id);
  }

  /** The record whose header begins at this position of the disk. */
  public Facts record(long position) throws IOException {
    return RecordFacts.at(image, position);
  }

  /** A list {@code damage} of everything that is not as it should be; reads all that is stored. */
  public Facts damage() throws IOException {
    return new Facts().put("damage", new DamageSearch(image, superblock(), copies).run());
  }

  private Superblock superblock() throws IOException {
    for (PageOutcome<Superblock> copy : copies) {
      if (copy instanceof PageOutcome.Found<Superblock>(Superblock superblock)) {
        return superblock;
      }
    }
    throw new IOException(
        "no superblock: copy 0 is "
            + Outcomes.describe(copies.get(0))
            + ", copy 1 is "
            + Outcomes.describe(copies.get(1)));
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
