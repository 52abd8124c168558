package dev.satchel.volume.manage;

import dev.satchel.volume.sql.LeaseTable;
import dev.satchel.volume.sql.LeaseTable.Lease;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lease, keeps it, or waits for it. One thread at a time; {@link #epoch} from any.
 *
 * <p>Nobody's clock is trusted but one's own: a lease may be taken when its beat stood still for
 * {@link #PATIENCE}; a holder who cannot renew for half as long stops to lead by itself. And were
 * that not enough, its epoch would be refused by the tables and the nodes.
 */
final class LeaseKeeper {

  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long RENEW_NANOS = Duration.ofSeconds(2).toNanos();
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  private final LeaseTable table;
  private final String owner;
  private final boolean exclusive;

  private volatile @Nullable Long epoch;
  private @Nullable Lease seen;
  private long seenNanos;
  private long renewedNanos;

  LeaseKeeper(LeaseTable table, String owner, boolean exclusive) {
    this.table = table;
    this.owner = owner;
    this.exclusive = exclusive;
  }

  /** The epoch to lead under; empty while another one leads. */
  OptionalLong epoch() {
    Long held = epoch;
    return held == null ? OptionalLong.empty() : OptionalLong.of(held);
  }

  /** Renews or takes the lease when it is time to. */
  void tick(long nowNanos) {
    Long held = epoch;
    if (held == null) {
      tryToTake(nowNanos);
    } else if (!exclusive && nowNanos - renewedNanos >= RENEW_NANOS) {
      renew(held, nowNanos);
    }
  }

  /** Somebody else has it. */
  void lost() {
    log.warn("another manager has taken the lease from {}", owner);
    epoch = null;
    seen = null;
  }

  /** Gives it back. */
  void release() {
    Long held = epoch;
    epoch = null;
    if (held != null) {
      table.release(held);
    }
  }

  private void renew(long held, long nowNanos) {
    try {
      if (table.renew(held)) {
        renewedNanos = nowNanos;
      } else {
        lost();
      }
    } catch (StoreUnavailableException e) {
      if (nowNanos - renewedNanos >= PATIENCE.toNanos() / 2) {
        lost();
      }
      throw e;
    }
  }

  private void tryToTake(long nowNanos) {
    Lease now = table.read();
    if (!now.equals(seen)) {
      seen = now;
      seenNanos = nowNanos;
    }
    boolean free = exclusive || now.holder() == null;
    if (free || nowNanos - seenNanos >= PATIENCE.toNanos()) {
      OptionalLong taken = table.take(owner, now);
      if (taken.isPresent()) {
        renewedNanos = nowNanos;
        epoch = taken.getAsLong();
        log.info("{} leads the cell under epoch {}", owner, taken.getAsLong());
      }
    }
  }
}
