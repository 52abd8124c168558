package dev.satchel.volume.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.sql.ReplicationTable;
import java.time.Duration;
import java.util.Optional;

/**
 * Volumes by bucket, as they were up to a minute ago. A stale one is no danger, only a detour:
 * every record says where it belongs, and a read that finds nothing good asks again. Thread-safe.
 */
public final class VolumeCache {

  private static final int MOST_VOLUMES = 50_000;
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final ReplicationTable table;
  private final Cache<Long, Volume> byBucket =
      Caffeine.newBuilder().maximumSize(MOST_VOLUMES).expireAfterWrite(FRESH).build();

  public VolumeCache(ReplicationTable table) {
    this.table = table;
  }

  /** The volume that keeps a bucket. */
  public Optional<Volume> find(long bucketId) {
    Volume cached = byBucket.getIfPresent(bucketId);
    return cached == null ? reload(bucketId) : Optional.of(cached);
  }

  /** The same, as the table has it now. */
  public Optional<Volume> reload(long bucketId) {
    Optional<Volume> now = table.findByBucket(bucketId);
    now.ifPresentOrElse(
        volume -> byBucket.put(bucketId, volume), () -> byBucket.invalidate(bucketId));
    return now;
  }
}
