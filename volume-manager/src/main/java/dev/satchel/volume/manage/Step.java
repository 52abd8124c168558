package dev.satchel.volume.manage;

import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import java.util.List;
import java.util.Optional;

/** One thing for the manager to do. Each may be done again without harm. */
public sealed interface Step {

  /** Make another volume, with an extent on each of the nodes. */
  record Open(List<String> nodeIds) implements Step {}

  /** Make the extents of a volume that is only planned. */
  record Make(Volume volume) implements Step {}

  /** Plan an extent elsewhere, because its node cannot make it. */
  record Replace(Volume volume, Extent extent, String nodeId) implements Step {}

  /** Let another process write to a volume whose writer is gone. */
  record Release(Volume volume) implements Step {}

  /** Take a volume from its writers. */
  record Close(Volume volume, String reason) implements Step {}

  /** Freeze what can be reached of a closing volume, and fix its length. */
  record Seal(Volume volume, List<Extent> reachable) implements Step {}

  /** Cut an extent of a sealed volume and have its footer written. */
  record Settle(Volume volume, Extent extent) implements Step {}

  /** Say why no volume can be opened, or take back what was said. */
  record Say(Optional<Note> note) implements Step {}
}
