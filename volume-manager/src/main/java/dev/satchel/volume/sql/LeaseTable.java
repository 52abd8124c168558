package dev.satchel.volume.sql;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which manager leads.
 *
 * <p>No clock is compared: a holder raises the beat, and whoever saw the same beat for long enough
 * by its own clock may take the lease, under the next epoch.
 */
public final class LeaseTable {

  private final CellDatabase database;

  LeaseTable(CellDatabase database) {
    this.database = database;
  }

  /** The lease as it stands. */
  public record Lease(@Nullable String holder, long epoch, long beat) {}

  public Lease read() {
    return database.read(handle ->
        handle
            .createQuery("SELECT holder, epoch, beat FROM leases WHERE name = 'manager'")
            .map((row, context) -> new Lease(row.getString(1), row.getLong(2), row.getLong(3)))
            .one());
  }

  /** The epoch that commands to nodes are given under now; empty while nobody leads. */
  public OptionalLong leadingEpoch() {
    Lease lease = read();
    return lease.holder() == null ? OptionalLong.empty() : OptionalLong.of(lease.epoch());
  }

  /**
   * Takes the lease if it is still as it was seen.
   *
   * @return the new epoch, or empty when somebody was faster
   */
  public OptionalLong take(String holder, Lease seen) {
    return database.write(handle -> {
      int taken =
          handle.execute(
              "UPDATE leases SET holder = ?, epoch = epoch + 1, beat = 0 WHERE name ="
                  + " 'manager' AND epoch = ? AND beat = ?",
              holder,
              seen.epoch(),
              seen.beat());
      return taken == 1 ? OptionalLong.of(seen.epoch() + 1) : OptionalLong.empty();
    });
  }

  /** Raises the beat; false when the lease was lost. */
  public boolean renew(long epoch) {
    return database.write(handle ->
        handle.execute(
            "UPDATE leases SET beat = beat + 1 WHERE name = 'manager' AND epoch = ?", epoch))
        == 1;
  }

  /** Gives the lease back, so that the next one need not wait. */
  public void release(long epoch) {
    database.write(handle ->
        handle.execute(
            "UPDATE leases SET holder = NULL WHERE name = 'manager' AND epoch = ?", epoch));
  }
}
