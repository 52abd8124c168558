package dev.satchel.volume.sql;

import dev.satchel.contract.BlockHash;
import dev.satchel.volume.model.BlockAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The block index: hash to address. */
public final class BlockIndex {

  /** Most hashes in one statement. */
  private static final int GROUP = 256;

  private static final int SMALL_GROUP = 16;

  private final CellDatabase database;

  BlockIndex(CellDatabase database) {
    this.database = database;
  }

  /** What is known in all: number of blocks and their plain bytes. */
  public record Totals(long blocks, long plainBytes) {}

  public Optional<BlockAddress> find(BlockHash hash) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT hash, bucket_id, record_offset, record_length, plain_length"
                    + " FROM blocks WHERE hash = ?")
            .bind(0, hash.toBytes())
            .map((row, context) -> address(row))
            .findOne());
  }

  /** Those of the hashes that the index has. */
  public Set<BlockHash> present(Collection<BlockHash> hashes) {
    Set<BlockHash> found = new HashSet<>(hashes.size() * 2);
    return database.read(handle -> {
      for (List<BlockHash> group : groups(hashes)) {
        among(handle, "SELECT hash FROM blocks", group)
            .map((row, context) -> BlockHash.fromBytes(row.getBytes(1)))
            .forEach(found::add);
      }
      return found;
    });
  }

  /**
   * Marks the blocks as wanted at {@code now}.
   *
   * @param staleBefore a mark this young is left as it is, which saves the write
   * @return the plain lengths in bytes of those that the index has
   */
  public Map<BlockHash, Integer> touch(Collection<BlockHash> hashes, long now, long staleBefore) {
    Map<BlockHash, Integer> found = new HashMap<>(hashes.size() * 2);
    List<BlockHash> stale = new ArrayList<>();
    database.read(handle -> {
      for (List<BlockHash> group : groups(hashes)) {
        among(handle, "SELECT hash, plain_length, touched_at FROM blocks", group)
            .map((row, context) ->
                new Mark(BlockHash.fromBytes(row.getBytes(1)), row.getInt(2), row.getLong(3)))
            .forEach(mark -> {
              if (found.put(mark.hash, mark.plainLength) == null && mark.touchedAt < staleBefore) {
                stale.add(mark.hash);
              }
            });
      }
      return found;
    });
    return stale.isEmpty() ? found : refresh(found, stale, now);
  }

  /**
   * Inserts rows and counts them into their buckets, in one transaction. A hash that is already
   * there keeps its address: the record just written is then garbage.
   *
   * @return how many rows were new
   */
  public int insert(List<BlockAddress> addresses, long now) {
    // In the order of the key: neighbours share pages, and two processes never deadlock.
    List<BlockAddress> sorted = new ArrayList<>(addresses);
    sorted.sort((a, b) -> a.hash().compareTo(b.hash()));
    return database.write(handle -> {
      int[] counts = insertRows(handle, sorted, now);
      TreeMap<Long, Growth> growths = new TreeMap<>();
      int inserted = 0;
      for (int i = 0; i < counts.length; i++) {
        growths
            .computeIfAbsent(sorted.get(i).bucketId(), id -> new Growth())
            .add(sorted.get(i), counts[i] == 1);
        inserted += counts[i];
      }
      grow(handle, growths);
      return inserted;
    });
  }

  public Totals totals() {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT coalesce(sum(block_count), 0), coalesce(sum(plain_bytes), 0)"
                    + " FROM buckets")
            .map((row, context) -> new Totals(row.getLong(1), row.getLong(2)))
            .one());
  }

  private Map<BlockHash, Integer> refresh(
      Map<BlockHash, Integer> found, List<BlockHash> stale, long now) {
    Collections.sort(stale);
    return database.write(handle -> {
      PreparedBatch batch = handle.prepareBatch("UPDATE blocks SET touched_at = ? WHERE hash = ?");
      stale.forEach(hash -> batch.add(now, hash.toBytes()));
      int[] counts = batch.execute();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 0) {
          found.remove(stale.get(i)); // collected between the question and the mark
        }
      }
      return found;
    });
  }

  private static int[] insertRows(Handle handle, List<BlockAddress> sorted, long now) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO blocks (hash, bucket_id, record_offset, record_length, plain_length,"
                + " state, touched_at) VALUES (?, ?, ?, ?, ?, 0, ?) ON CONFLICT (hash) DO NOTHING");
    for (BlockAddress address : sorted) {
      batch.add(
          address.hash().toBytes(),
          address.bucketId(),
          address.offset(),
          address.recordLength(),
          address.plainLength(),
          now);
    }
    return batch.execute();
  }

  private static void grow(Handle handle, TreeMap<Long, Growth> growths) {
    PreparedBatch batch =
        handle.prepareBatch(
            "UPDATE buckets SET block_count = block_count + ?, plain_bytes = plain_bytes + ?,"
                + " length_bytes = CASE WHEN length_bytes < ? THEN ? ELSE length_bytes END"
                + " WHERE bucket_id = ?");
    growths.forEach((bucket, growth) ->
        batch.add(growth.blocks, growth.plainBytes, growth.end, growth.end, bucket));
    batch.execute();
  }

  private static List<List<BlockHash>> groups(Collection<BlockHash> hashes) {
    List<BlockHash> list = List.copyOf(hashes);
    List<List<BlockHash>> groups = new ArrayList<>();
    for (int from = 0; from < list.size(); from += GROUP) {
      groups.add(list.subList(from, Math.min(from + GROUP, list.size())));
    }
    return groups;
  }

  /**
   * The rows of a group. Groups come in few sizes, filled up by repeating the last hash, so that
   * there are few statements to prepare.
   */
  private static Query among(Handle handle, String select, List<BlockHash> group) {
    int slots = group.size() == 1 ? 1 : group.size() <= SMALL_GROUP ? SMALL_GROUP : GROUP;
    Query query =
        handle.createQuery(
            select + " WHERE hash IN (" + String.join(",", Collections.nCopies(slots, "?")) + ")");
    for (int i = 0; i < slots; i++) {
      query.bind(i, group.get(Math.min(i, group.size() - 1)).toBytes());
    }
    return query;
  }

  private static BlockAddress address(ResultSet row) throws SQLException {
    return new BlockAddress(
        BlockHash.fromBytes(row.getBytes(1)),
        row.getLong(2),
        row.getLong(3),
        row.getInt(4),
        row.getInt(5));
  }

  /** When a block was last said to be wanted. */
  private record Mark(BlockHash hash, int plainLength, long touchedAt) {}

  /** What one transaction adds to one bucket. */
  private static final class Growth {
    private long blocks;
    private long plainBytes;
    private long end;

    void add(BlockAddress address, boolean isNew) {
      end = Math.max(end, address.end());
      if (isNew) {
        blocks++;
        plainBytes += address.plainLength();
      }
    }
  }
}
