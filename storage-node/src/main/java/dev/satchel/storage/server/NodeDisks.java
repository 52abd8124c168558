package dev.satchel.storage.server;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.extent.BlankDiskException;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disks of a node at its start. One that is missing or cannot be opened is reported as failed,
 * and the others serve.
 */
final class NodeDisks {

  private static final Logger LOG = LoggerFactory.getLogger(NodeDisks.class);

  private final UUID nodeId;
  private final StorageNodeConfig config;
  private final KnownDisks known;
  private final List<DiskInfo> unopened = new ArrayList<>();

  NodeDisks(UUID nodeId, StorageNodeConfig config) throws IOException {
    this.nodeId = nodeId;
    this.config = config;
    this.known = KnownDisks.read(config.dataDir());
  }

  /**
   * Opens them all.
   *
   * @throws IOException when not one of them could be opened, with the reasons
   */
  void openInto(ExtentStore store) throws IOException {
    for (DiskSpec spec : inOrder()) {
      try {
        checkIsThere(spec);
        String id = open(spec, store);
        idOf(spec)
            .filter(before -> !before.equals(id))
            .ifPresent(before -> LOG.warn("disk {} was {}, is {} now", spec.path(), before, id));
        known.remember(spec.path(), id);
      } catch (IOException | IllegalArgumentException failure) {
        LOG.error("disk {} is not used: {}", spec.path(), failure.getMessage());
        String path = spec.path().toString();
        unopened.add(
            DiskInfo.unopened(idOf(spec).orElse(path), path, String.valueOf(failure.getMessage())));
      }
    }
    if (unopened.size() == config.disks().size()) {
      throw new IOException(
          "no disk could be opened: "
              + String.join("; ", unopened.stream().map(DiskInfo::reason).toList()));
    }
    known.save();
  }

  private String open(DiskSpec spec, ExtentStore store) throws IOException {
    Optional<String> before = idOf(spec);
    DiskSetup setup =
        new DiskSetup(
            nodeId, config.extentSizeBytes(), spec.sizeBytes(), spec.thin(), before.isEmpty());
    try {
      return store.addDisk(FileDisk.open(spec.path(), config.fsync()), setup);
    } catch (BlankDiskException blank) {
      throw new IOException(
          "%s; it was %s, and nothing is made in its place. If that disk is gone for good, remove its line from %s"
              .formatted(blank.getMessage(), before.orElse(""), known.file()),
          blank);
    }
  }

  /**
   * Those first that lie where they lay before: what a copy of one says of itself is as true and
   * may be older. Those last that are not there: one of them may be found at another path.
   */
  private List<DiskSpec> inOrder() {
    return config.disks().stream()
        .sorted(
            Comparator.comparing((DiskSpec spec) -> !Files.exists(spec.path()))
                .thenComparing(spec -> idOf(spec).isEmpty()))
        .toList();
  }

  private Optional<String> idOf(DiskSpec spec) {
    return known.idAt(spec.path());
  }

  /** Nothing is made in the place of a disk that was there, nor of a device. */
  private void checkIsThere(DiskSpec spec) throws IOException {
    if (Files.exists(spec.path())) {
      return;
    }
    Optional<String> id = idOf(spec);
    if (id.isPresent()) {
      throw new IOException("disk " + spec.path() + " is missing; it was " + id.get());
    }
    if (spec.sizeBytes() == 0) {
      throw new IOException(
          "disk " + spec.path() + " does not exist; PATH:SIZE makes a file of that size");
    }
    checkCanBeMade(spec);
  }

  /** Before an empty file is left behind. */
  private void checkCanBeMade(DiskSpec spec) throws IOException {
    Path folder = spec.path().toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IOException(
          "disk " + spec.path() + " cannot be made: there is no folder " + folder);
    }
    try {
      DiskGeometry geometry = DiskGeometry.fitting(spec.sizeBytes(), config.extentSizeBytes());
      LOG.info("disk {} is to be made, with {} slots", spec.path(), geometry.slotCount());
    } catch (IllegalArgumentException tooSmall) {
      throw new IOException(
          "disk " + spec.path() + " cannot be made: " + tooSmall.getMessage(), tooSmall);
    }
  }

  /** Those that are not used, and why. */
  List<DiskInfo> unopened() {
    return List.copyOf(unopened);
  }
}
