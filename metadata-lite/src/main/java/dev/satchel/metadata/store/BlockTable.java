package dev.satchel.metadata.store;

import dev.satchel.contract.BlockHash;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Which namespace refers to which block, and who uploaded which. */
public final class BlockTable {

  private final Handle handle;

  /** In the handle's transaction if it has one. */
  public BlockTable(Handle handle) {
    this.handle = handle;
  }

  /** A block that a user sent. */
  public record Upload(long userId, BlockHash hash) {}

  /** Adds to the counts of the namespace's references; the map's order spares the index. */
  public void addUses(long namespace, SortedMap<BlockHash, Long> uses) {
    if (uses.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO block_refs (ns, hash, uses) VALUES (?, ?, ?)"
                + " ON CONFLICT (ns, hash) DO UPDATE SET uses = block_refs.uses + excluded.uses");
    uses.forEach(
        (hash, count) -> batch.bind(0, namespace).bind(1, hash.toBytes()).bind(2, count).add());
    batch.execute();
  }

  /** How often the namespace's journal names the block. */
  public long uses(long namespace, BlockHash hash) {
    return handle
        .createQuery("SELECT uses FROM block_refs WHERE ns = ? AND hash = ?")
        .bind(0, namespace)
        .bind(1, hash.toBytes())
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /** Those of the hashes that the namespace refers to. */
  public Set<BlockHash> referenced(long namespace, Collection<BlockHash> hashes) {
    return ask("SELECT hash FROM block_refs WHERE ns = ? AND hash IN (%s)", namespace, hashes);
  }

  /** Those of the hashes that the user uploaded after {@code since}. */
  public Set<BlockHash> uploaded(long userId, Collection<BlockHash> hashes, Instant since) {
    return ask(
        "SELECT hash FROM uploads WHERE user_id = ? AND uploaded_at > "
            + since.toEpochMilli()
            + " AND hash IN (%s)",
        userId,
        hashes);
  }

  private Set<BlockHash> ask(String sql, long owner, Collection<BlockHash> hashes) {
    List<BlockHash> found =
        SqlList.inParts(
            List.copyOf(hashes),
            part -> {
              Query query = handle.createQuery(sql.formatted(SqlList.of("?", part.size())));
              query.bind(0, owner);
              SqlList.bind(part, (hash, i) -> query.bind(1 + i, hash.toBytes()));
              return query.map((row, context) -> BlockHash.fromBytes(row.getBytes(1))).list();
            });
    return new HashSet<>(found);
  }

  /** Remembers uploads, or that they were repeated. */
  public void recordUploads(Collection<Upload> uploads, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO uploads (user_id, hash, uploaded_at) VALUES (?, ?, ?)"
                + " ON CONFLICT (user_id, hash) DO UPDATE SET uploaded_at = excluded.uploaded_at");
    for (Upload upload : uploads) {
      batch
          .bind(0, upload.userId())
          .bind(1, upload.hash().toBytes())
          .bind(2, now.toEpochMilli())
          .add();
    }
    batch.execute();
  }

  /** Forgets up to {@code most} uploads from before {@code moment}; answers how many. */
  public int forgetUploads(Instant moment, int most) {
    return handle
        .createUpdate(
            "DELETE FROM uploads WHERE (user_id, hash) IN"
                + " (SELECT user_id, hash FROM uploads WHERE uploaded_at <= ? LIMIT ?)")
        .bind(0, moment.toEpochMilli())
        .bind(1, most)
        .execute();
  }
}
