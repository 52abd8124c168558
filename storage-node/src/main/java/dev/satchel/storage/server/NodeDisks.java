package dev.satchel.storage.server;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.disk.ReadOnlyDisk;
import dev.satchel.storage.extent.AddedDisk;
import dev.satchel.storage.extent.BlankDiskException;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.NewDisk;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
   * Opens them all, those first that are there: one that is not may be found at another path.
   *
   * @throws IOException when not one of them could be opened, with the reasons
   */
  void openInto(ExtentStore store) throws IOException {
    Map<Boolean, List<DiskSpec>> byPresence =
        inOrder().collect(Collectors.partitioningBy(spec -> Files.exists(spec.path())));
    open(byPresence.getOrDefault(true, List.of()), store);
    open(byPresence.getOrDefault(false, List.of()), store);
    if (unopened.size() == config.disks().size()) {
      throw new IOException(
          "no disk could be opened: "
              + String.join("; ", unopened.stream().map(DiskInfo::reason).toList()));
    }
    known.save();
  }

  /**
   * Those first that lie where they lay before: what a copy of one says of itself is as true and
   * may be older.
   */
  private Stream<DiskSpec> inOrder() {
    return config.disks().stream().sorted(Comparator.comparing(spec -> idOf(spec).isEmpty()));
  }

  private void open(List<DiskSpec> specs, ExtentStore store) {
    List<Optional<String>> before = specs.stream().map(this::idOf).toList();
    List<AddedDisk> outcomes = store.addDisks(specs.stream().map(this::wanted).toList());
    for (int i = 0; i < specs.size(); i++) {
      switch (outcomes.get(i)) {
        case AddedDisk.Added(String id) -> opened(specs.get(i).path(), before.get(i), id);
        case AddedDisk.Refused(IOException why) -> refused(specs.get(i).path(), before.get(i), why);
      }
    }
  }

  private NewDisk wanted(DiskSpec spec) {
    boolean mayBeNew = idOf(spec).isEmpty();
    return new NewDisk(
        () -> {
          checkIsThere(spec);
          return ReadOnlyDisk.isAllThereIsAt(spec.path())
              ? ReadOnlyDisk.open(spec.path())
              : FileDisk.open(spec.path(), config.fsync());
        },
        new DiskSetup(nodeId, config.extentSizeBytes(), spec.sizeBytes(), spec.thin(), mayBeNew));
  }

  private void opened(Path path, Optional<String> before, String id) {
    if (before.isPresent() && !before.get().equals(id)) {
      LOG.warn("disk {} was {}, is {} now", path, before.get(), id);
    }
    known.remember(path, id);
  }

  private void refused(Path path, Optional<String> before, IOException why) {
    String reason = String.valueOf(why.getMessage());
    if (why instanceof BlankDiskException) {
      reason +=
          "; it was %s, and nothing is made in its place. If that disk is gone for good, remove its line from %s"
              .formatted(before.orElse(""), known.file());
    }
    LOG.error("disk {} is not used: {}", path, reason);
    unopened.add(DiskInfo.unopened(before.orElse(path.toString()), path.toString(), reason));
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
