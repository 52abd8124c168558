package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageWrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The appends of one group, on their way to the disk together. Writer thread only.
 *
 * <p>Invariant: between two calls of {@link #putOut} nothing is under way, and an extent that lost
 * one write is fenced.
 */
final class GroupWrites {

  private final Disk device;
  private final List<PageWrite> pending = new ArrayList<>();
  private final List<Extent> extents = new ArrayList<>();
  private final Map<Extent, IOException> failures = new HashMap<>();

  GroupWrites(Disk device) {
    this.device = device;
  }

  /** Takes note of a write that does not overlap any other of the group. */
  void add(Extent extent, long position, ByteBuffer bytes) {
    pending.add(new PageWrite(position, bytes));
    extents.add(extent);
  }

  /** Hands everything that was added to the kernel; fences the extents where that failed. */
  void putOut() {
    putOut(() -> {});
  }

  /** As {@link #putOut()}, and does something short, once, while the device is at work. */
  void putOut(Runnable meanwhile) {
    device.writeAll(pending, meanwhile);
    for (int i = 0; i < pending.size(); i++) {
      IOException failure = pending.get(i).failure();
      if (failure != null) {
        extents.get(i).fence("write to " + device.path() + ": " + failure);
        failures.putIfAbsent(extents.get(i), failure);
      }
    }
    pending.clear();
    extents.clear();
  }

  /** Why the extent lost a write of this group, or null. */
  @Nullable IOException failureOf(Extent extent) {
    return failures.get(extent);
  }

  /** Why some extent lost a write of this group, or null. */
  @Nullable IOException firstFailure() {
    return failures.values().stream().findFirst().orElse(null);
  }

  /** Forgets the failures: the next group begins. */
  void clear() {
    failures.clear();
  }
}
