package dev.satchel.storage.extent;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The disks of a store, in the order in which they were added: before it is used. */
final class Disks implements AutoCloseable {

  private final List<DiskStore> all = new ArrayList<>();

  void add(DiskStore disk) {
    all.add(disk);
  }

  List<DiskStore> all() {
    return List.copyOf(all);
  }

  /** Those that take data: the ones that are trusted most first, of these the emptiest. */
  List<DiskStore> byPreference() {
    return all.stream()
        .filter(disk -> disk.health().takesData())
        .map(disk -> new Candidate(disk, disk.info()))
        .sorted(Candidate.PREFERRED_FIRST)
        .map(Candidate::disk)
        .toList();
  }

  /** A disk as it was at one moment: what changes meanwhile has no order. */
  private record Candidate(DiskStore disk, DiskInfo then) {

    static final Comparator<Candidate> PREFERRED_FIRST =
        Comparator.comparing((Candidate each) -> each.then.state())
            .thenComparing(each -> each.then.freeSlots(), Comparator.reverseOrder());
  }

  DiskStore get(String id) throws NodeException {
    return all.stream()
        .filter(disk -> disk.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new NodeException(NodeError.BAD_REQUEST, "this node has not opened a disk " + id));
  }

  List<DiskInfo> infos() {
    return all.stream().map(DiskStore::info).toList();
  }

  /** Closes them all, and tells of all that failed. */
  @Override
  public void close() throws IOException {
    @Nullable IOException failure = null;
    for (DiskStore disk : all) {
      try {
        disk.close();
      } catch (IOException also) {
        if (failure == null) {
          failure = also;
        } else {
          failure.addSuppressed(also);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
