package dev.satchel.volume.sql;

import dev.satchel.volume.model.Bucket;
import dev.satchel.volume.model.Claim;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads volumes whole out of the three tables that hold them. */
final class VolumeRows {

  private VolumeRows() {}

  /**
   * The volumes that fulfil a condition on {@code volumes}, by id. Where the queries of {@code
   * handle} do not all see the same moment, one that ceases to fulfil it meanwhile may be missing;
   * none is without its buckets.
   *
   * @param condition SQL with positional parameters
   */
  static List<Volume> load(Handle handle, String condition, Object... parameters) {
    // First: what belongs to a volume was inserted with it.
    List<Volume> bare =
        query(
                handle,
                "SELECT * FROM volumes WHERE " + condition + " ORDER BY volume_id",
                parameters)
            .map((row, context) -> bareVolume(row))
            .list();
    String chosen = " WHERE volume_id IN (SELECT volume_id FROM volumes WHERE " + condition + ")";
    Map<Long, List<Bucket>> buckets = new HashMap<>();
    query(handle, "SELECT * FROM buckets" + chosen + " ORDER BY bucket_id", parameters)
        .map((row, context) -> add(buckets, row, bucket(row)))
        .list();
    Map<Long, List<Extent>> extents = new HashMap<>();
    query(handle, "SELECT * FROM extents" + chosen + " ORDER BY extent_id", parameters)
        .map((row, context) -> add(extents, row, extent(row)))
        .list();
    return bare.stream()
        .map(volume ->
            volume.with(
                buckets.getOrDefault(volume.id(), List.of()),
                extents.getOrDefault(volume.id(), List.of())))
        .filter(volume -> !volume.buckets().isEmpty())
        .toList();
  }

  private static Query query(Handle handle, String sql, Object... parameters) {
    Query query = handle.createQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.bind(i, parameters[i]);
    }
    return query;
  }

  private static <T> T add(Map<Long, List<T>> lists, ResultSet row, T value) throws SQLException {
    lists.computeIfAbsent(row.getLong("volume_id"), id -> new ArrayList<>()).add(value);
    return value;
  }

  private static Bucket bucket(ResultSet row) throws SQLException {
    return new Bucket(
        row.getLong("bucket_id"),
        row.getLong("length_bytes"),
        row.getLong("block_count"),
        row.getLong("plain_bytes"));
  }

  private static Extent extent(ResultSet row) throws SQLException {
    return new Extent(
        row.getLong("extent_id"),
        row.getLong("bucket_id"),
        Extent.Role.valueOf(row.getString("role")),
        ExtentStatus.valueOf(row.getString("state")),
        row.getString("node_id"),
        place(row));
  }

  private static Extent.@Nullable Place place(ResultSet row) throws SQLException {
    String diskId = row.getString("disk_id");
    return diskId == null
        ? null
        : new Extent.Place(
            diskId,
            row.getString("disk_path"),
            row.getLong("disk_position"),
            row.getLong("capacity_bytes"));
  }

  private static Volume bareVolume(ResultSet row) throws SQLException {
    return new Volume(
        row.getLong("volume_id"),
        VolumeState.valueOf(row.getString("state")),
        row.getInt("generation"),
        row.getString("reason"),
        new Volume.Life(row.getLong("created_at"), row.getLong("changed_at")),
        new Claim(row.getString("writer"), row.getLong("writer_epoch"), row.getLong("writer_beat")),
        List.of(),
        List.of());
  }
}
