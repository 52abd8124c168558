package dev.satchel.volume.manage;

import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers since when nothing moved in a volume: the beat of its writer, or its waiting to be
 * sealed. One thread at a time; time comes in as a monotonic count of nanoseconds.
 */
final class Overdue {

  private final long writerNanos;
  private final long closingNanos;
  private final Map<Long, Seen> seen = new HashMap<>();

  Overdue(Duration writerPatience, Duration closingPatience) {
    this.writerNanos = writerPatience.toNanos();
    this.closingNanos = closingPatience.toNanos();
  }

  /** What would be the same in a volume where nothing moves. */
  private record Still(VolumeState state, @Nullable String owner, long epoch, long beat) {}

  private record Seen(Still still, long sinceNanos) {}

  /** As {@link #among}, without those that are open: for a cell whose one writer cannot be gone. */
  Set<Long> closingAmong(List<Volume> volumes, long nowNanos) {
    return among(
        volumes.stream().filter(volume -> volume.state() == VolumeState.CLOSING).toList(),
        nowNanos);
  }

  /** Those of the volumes that nothing has moved in for too long. */
  Set<Long> among(List<Volume> volumes, long nowNanos) {
    Map<Long, Seen> next = new HashMap<>();
    Set<Long> overdue = new HashSet<>();
    for (Volume volume : volumes) {
      Still still =
          new Still(
              volume.state(),
              volume.claim().owner(),
              volume.claim().epoch(),
              volume.claim().beat());
      Seen before = seen.get(volume.id());
      Seen now =
          before != null && before.still().equals(still) ? before : new Seen(still, nowNanos);
      next.put(volume.id(), now);
      long patience = volume.state() == VolumeState.CLOSING ? closingNanos : writerNanos;
      if (nowNanos - now.sinceNanos() >= patience) {
        overdue.add(volume.id());
      }
    }
    seen.clear();
    seen.putAll(next);
    return overdue;
  }
}
