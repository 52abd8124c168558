package dev.satchel.volume.model;

import java.util.List;

/**
 * A volume as the replication table has it.
 *
 * @param reason why it is in its state, for people
 * @param life when it was made and when its state changed last
 */
public record Volume(
    long id,
    VolumeState state,
    int generation,
    String reason,
    Life life,
    Claim claim,
    List<Bucket> buckets,
    List<Extent> extents) {

  /** Milliseconds since 1970; for people only. */
  public record Life(long createdAt, long changedAt) {}

  public Volume {
    buckets = List.copyOf(buckets);
    extents = List.copyOf(extents);
  }

  /** The same with these buckets and extents. */
  public Volume with(List<Bucket> itsBuckets, List<Extent> itsExtents) {
    return new Volume(id, state, generation, reason, life, claim, itsBuckets, itsExtents);
  }

  /** The one bucket of a replicated volume. */
  public Bucket bucket() {
    return buckets.getFirst();
  }

  /** Its extents without those given up before use. */
  public List<Extent> members() {
    return extents.stream().filter(Extent::isMember).toList();
  }

  /** Bytes that every member has room for; 0 while a place is unknown. */
  public long capacityBytes() {
    long capacity = Long.MAX_VALUE;
    for (Extent extent : members()) {
      Extent.Place place = extent.place();
      capacity = Math.min(capacity, place == null ? 0 : place.capacityBytes());
    }
    return capacity;
  }
}
