package dev.satchel.storage.inspect;

import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.Quarantine;
import dev.satchel.storage.format.QuarantineFormat;
import dev.satchel.storage.format.QuarantineReader;
import dev.satchel.storage.format.Superblock;
import dev.satchel.storage.format.SuperblockFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The two copies of the mark of a disk that is kept apart. */
final class QuarantineView {

  private final DiskImage image;
  private final Superblock superblock;

  QuarantineView(DiskImage image, Superblock superblock) {
    this.image = image;
    this.superblock = superblock;
  }

  static long position(int copy) {
    return SuperblockFormat.position(copy) + QuarantineFormat.OFFSET;
  }

  PageOutcome<Quarantine> copy(int copy) throws IOException {
    var page = image.read(SuperblockFormat.position(copy), DiskGeometry.PAGE_BYTES);
    return QuarantineReader.read(page, superblock.diskId(), copy);
  }

  /** A line for each copy that was ever written. */
  List<Facts> marks() throws IOException {
    List<Facts> marks = new ArrayList<>();
    for (int copy = 0; copy < SuperblockFormat.COPIES; copy++) {
      PageOutcome<Quarantine> outcome = copy(copy);
      if (!(outcome instanceof PageOutcome.Blank<Quarantine>)) {
        Quarantine mark =
            outcome instanceof PageOutcome.Found<Quarantine>(Quarantine found)
                ? found
                : Quarantine.NONE;
        marks.add(
            new Facts()
                .put("copy", copy)
                .put("position", position(copy))
                .put("state", Outcomes.describe(outcome))
                .put("sequence", mark.sequence())
                .put("since_ms", mark.sinceMillis())
                .put("reason", mark.reason()));
      }
    }
    return marks;
  }
}
