package dev.satchel.volume.sql;

import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What writers change in the replication table: which process appends to which open volume.
 *
 * <p>A claim is won by a compare-and-set on the volume's row and then made known to the nodes,
 * which refuse appends under older epochs; only then does the winner append.
 */
public final class ClaimTable {

  private final CellDatabase database;

  ClaimTable(CellDatabase database) {
    this.database = database;
  }

  /**
   * Claims the oldest acceptable open volume that nobody writes to; it comes back under its new
   * epoch.
   */
  public Optional<Volume> claimOne(String owner, Predicate<Volume> acceptable) {
    return database.write(handle -> {
      List<Volume> free = VolumeRows.load(handle, "state = 'OPEN' AND writer IS NULL");
      for (Volume volume : free) {
        if (!acceptable.test(volume)) {
          continue;
        }
        int won =
            handle.execute(
                "UPDATE volumes SET writer = ?, writer_epoch = writer_epoch + 1, writer_beat ="
                    + " 0 WHERE volume_id = ? AND state = 'OPEN' AND writer IS NULL",
                owner,
                volume.id());
        if (won == 1) {
          return VolumeRows.load(handle, "volume_id = ?", volume.id()).stream().findFirst();
        }
      }
      return Optional.empty();
    });
  }

  /** Shows that the writers of a process live. */
  public void beat(String owner) {
    database.write(handle ->
        handle.execute(
            "UPDATE volumes SET writer_beat = writer_beat + 1 WHERE writer = ? AND state ="
                + " 'OPEN'",
            owner));
  }

  /** Lets go of a volume that can still be written to. */
  public void release(long volumeId, long writerEpoch) {
    database.write(handle ->
        handle.execute(
            "UPDATE volumes SET writer = NULL WHERE volume_id = ? AND writer_epoch = ?",
            volumeId,
            writerEpoch));
  }

  /** Lets go of every claim there is: for a process that knows to be alone, at its start. */
  public void releaseAll() {
    database.write(
        handle -> handle.execute("UPDATE volumes SET writer = NULL WHERE writer IS NOT NULL"));
  }

  /** Gives a volume up: the manager is to seal it. False when it was closing already. */
  public boolean abandon(long volumeId, String reason) {
    return database.write(handle ->
        ReplicationTable.move(handle, volumeId, VolumeState.OPEN, VolumeState.CLOSING, reason));
  }

  /** Gives up all open volumes that hold a block. */
  public List<Volume> abandonAllInUse(String reason) {
    return database.write(handle -> {
      List<Volume> inUse =
          VolumeRows.load(
              handle,
              "state = 'OPEN' AND volume_id IN"
                  + " (SELECT volume_id FROM buckets WHERE length_bytes > 0)");
      inUse.forEach(volume ->
          ReplicationTable.move(
              handle, volume.id(), VolumeState.OPEN, VolumeState.CLOSING, reason));
      return Collections.unmodifiableList(inUse);
    });
  }
}
