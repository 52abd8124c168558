package dev.satchel.volume.sql;

import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The replication table: which volumes there are, where their extents lie, in which state.
 *
 * <p>Changes are the manager's: each carries its epoch and does nothing under one that was
 * succeeded. What a writer changes is in {@link ClaimTable}.
 */
public final class ReplicationTable {

  private final CellDatabase database;

  ReplicationTable(CellDatabase database) {
    this.database = database;
  }

  public Optional<Volume> find(long volumeId) {
    return database.readAtOnce(
        handle -> VolumeRows.load(handle, "volume_id = ?", volumeId).stream().findFirst());
  }

  /** The volume that keeps a bucket. */
  public Optional<Volume> findByBucket(long bucketId) {
    return database.readAtOnce(handle ->
        VolumeRows.load(
                handle, "volume_id = (SELECT volume_id FROM buckets WHERE bucket_id = ?)", bucketId)
            .stream()
            .findFirst());
  }

  /** All volumes, by id. */
  public List<Volume> all() {
    return database.readAtOnce(handle -> VolumeRows.load(handle, "1 = 1"));
  }

  /** The volumes that somebody still has to do something about: unsealed, whole or in part. */
  public List<Volume> unsettled() {
    return database.readAtOnce(handle ->
        VolumeRows.load(
            handle,
            "state IN ('CREATING', 'OPEN', 'CLOSING') OR volume_id IN"
                + " (SELECT volume_id FROM extents WHERE state = 'OPEN')"));
  }

  /** Writes down a volume that is to be made, with one extent on each of the nodes. */
  public Volume plan(long epoch, List<String> nodeIds, String reason) {
    return database.writeAsManager(
        epoch,
        handle -> {
          long now = System.currentTimeMillis();
          long volumeId = nextIds(handle, "volume", 1);
          long bucketId = nextIds(handle, "bucket", 1);
          long extentId = nextIds(handle, "extent", nodeIds.size());
          handle.execute(
              "INSERT INTO volumes (volume_id, state, generation, reason, created_at, changed_at,"
                  + " writer_epoch, writer_beat) VALUES (?, 'CREATING', 1, ?, ?, ?, 0, 0)",
              volumeId,
              reason,
              now,
              now);
          handle.execute(
              "INSERT INTO buckets (bucket_id, volume_id, length_bytes, block_count, plain_bytes)"
                  + " VALUES (?, ?, 0, 0, 0)",
              bucketId,
              volumeId);
          for (String nodeId : nodeIds) {
            insertExtent(handle, extentId++, volumeId, bucketId, nodeId);
          }
          return VolumeRows.load(handle, "volume_id = ?", volumeId).getFirst();
        });
  }

  /** Gives up an extent that could not be made, and plans another one in its stead. */
  public void replan(long epoch, Volume volume, Extent lost, String nodeId) {
    database.writeAsManager(
        epoch,
        handle -> {
          int given =
              handle.execute(
                  "UPDATE extents SET state = 'ABANDONED' WHERE extent_id = ? AND state ="
                      + " 'CREATING'",
                  lost.id());
          if (given == 1) {
            insertExtent(
                handle, nextIds(handle, "extent", 1), volume.id(), lost.bucketId(), nodeId);
          }
          return given;
        });
  }

  /** All extents have been made: writers may claim the volume. */
  public void opened(long epoch, long volumeId, Map<Long, Extent.Place> places, String reason) {
    database.writeAsManager(
        epoch,
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "UPDATE extents SET state = 'OPEN', disk_id = ?, disk_path = ?, disk_position ="
                      + " ?, capacity_bytes = ? WHERE extent_id = ? AND state = 'CREATING'");
          places.forEach((id, at) ->
              batch.add(at.diskId(), at.diskPath(), at.position(), at.capacityBytes(), id));
          batch.execute();
          return move(handle, volumeId, VolumeState.CREATING, VolumeState.OPEN, reason);
        });
  }

  /** Takes a volume away from its writers, for good. */
  public boolean closing(long epoch, long volumeId, String reason) {
    return database.writeAsManager(
        epoch, handle -> move(handle, volumeId, VolumeState.OPEN, VolumeState.CLOSING, reason));
  }

  /**
   * Fixes the length of a closing volume. That is the decision: from now on each extent is cut
   * there or lost, whoever manages.
   */
  public boolean sealed(long epoch, Volume volume, long lengthBytes) {
    return database.writeAsManager(
        epoch,
        handle -> {
          boolean moved =
              move(handle, volume.id(), VolumeState.CLOSING, VolumeState.SEALED, volume.reason());
          if (moved) {
            handle.execute(
                "UPDATE buckets SET length_bytes = ? WHERE bucket_id = ?",
                lengthBytes,
                volume.bucket().id());
          }
          return moved;
        });
  }

  /** An extent of a sealed volume was cut and has its footer. */
  public void extentSealed(long epoch, long extentId, int[] pageChecksums) {
    database.writeAsManager(
        epoch,
        handle ->
            handle.execute(
                "UPDATE extents SET state = 'SEALED', page_checksums = ? WHERE extent_id = ?",
                pack(pageChecksums),
                extentId));
  }

  /** An extent does not hold what it should. */
  public void extentLost(long epoch, long extentId) {
    database.writeAsManager(
        epoch,
        handle ->
            handle.execute("UPDATE extents SET state = 'LOST' WHERE extent_id = ?", extentId));
  }

  /** The CRC-32C of each page of a sealed extent; empty for one that is not. */
  public Optional<int[]> pageChecksums(long extentId) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT page_checksums FROM extents WHERE extent_id = ? AND page_checksums IS"
                    + " NOT NULL")
            .bind(0, extentId)
            .map((row, context) -> unpack(row.getBytes(1)))
            .findOne());
  }

  /** The one place where a volume's state changes; false when it was not in {@code from}. */
  static boolean move(
      Handle handle, long volumeId, VolumeState from, VolumeState to, String reason) {
    if (!from.mayBecome(to)) {
      throw new IllegalArgumentException("a volume does not go from " + from + " to " + to);
    }
    return handle.execute(
            "UPDATE volumes SET state = ?, reason = ?, changed_at = ? WHERE volume_id = ? AND"
                + " state = ?",
            to.name(),
            reason,
            System.currentTimeMillis(),
            volumeId,
            from.name())
        == 1;
  }

  private static void insertExtent(
      Handle handle, long extentId, long volumeId, long bucketId, String nodeId) {
    handle.execute(
        "INSERT INTO extents (extent_id, volume_id, bucket_id, role, state, node_id)"
            + " VALUES (?, ?, ?, 'DATA', 'CREATING', ?)",
        extentId,
        volumeId,
        bucketId,
        nodeId);
  }

  private static long nextIds(Handle handle, String name, int count) {
    handle.execute("UPDATE ids SET next_id = next_id + ? WHERE name = ?", count, name);
    return handle
            .createQuery("SELECT next_id FROM ids WHERE name = ?")
            .bind(0, name)
            .mapTo(long.class)
            .one()
        - count;
  }

  private static byte[] pack(int[] pages) {
    ByteBuffer packed = ByteBuffer.allocate(pages.length * Integer.BYTES);
    packed.asIntBuffer().put(pages);
    return packed.array();
  }

  private static int[] unpack(byte[] packed) {
    int[] pages = new int[packed.length / Integer.BYTES];
    ByteBuffer.wrap(packed).asIntBuffer().get(pages);
    return pages;
  }
}
