package dev.satchel.metadata.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Signed-in devices, found by the hash of their token. */
public final class DeviceTable {

  private final Handle handle;

  /** In the handle's transaction if it has one. */
  public DeviceTable(Handle handle) {
    this.handle = handle;
  }

  /** A device. */
  public record DeviceRow(
      String id, long userId, String name, Instant createdAt, @Nullable Instant lastSeenAt) {}

  /** A device with the namespace that its user's root is. */
  public record SignedIn(DeviceRow device, long rootNamespace) {}

  /** Adds a device. */
  public void add(DeviceRow device, byte[] tokenHash) {
    handle.execute(
        "INSERT INTO devices (id, user_id, name, token_hash, created_at) VALUES (?, ?, ?, ?, ?)",
        device.id(),
        device.userId(),
        device.name(),
        tokenHash,
        device.createdAt().toEpochMilli());
  }

  /** The device whose token has this hash. */
  public Optional<SignedIn> byTokenHash(byte[] tokenHash) {
    return handle
        .createQuery(
            "SELECT d.id, d.user_id, d.name, d.created_at, d.last_seen_at, u.root_namespace"
                + " FROM devices d JOIN users u ON u.id = d.user_id WHERE d.token_hash = ?")
        .bind(0, tokenHash)
        .map((row, context) -> new SignedIn(device(row), row.getLong(6)))
        .findOne();
  }

  /** The user's devices, oldest first. */
  public List<DeviceRow> ofUser(long userId) {
    return handle
        .createQuery(
            "SELECT id, user_id, name, created_at, last_seen_at FROM devices"
                + " WHERE user_id = ? ORDER BY created_at, id")
        .bind(0, userId)
        .map((row, context) -> device(row))
        .list();
  }

  /** Removes one of the user's devices; false if there was none. */
  public boolean remove(long userId, String id) {
    return handle.execute("DELETE FROM devices WHERE user_id = ? AND id = ?", userId, id) == 1;
  }

  /** Notes when the device was last seen. */
  public void seen(String id, Instant now) {
    handle.execute("UPDATE devices SET last_seen_at = ? WHERE id = ?", now.toEpochMilli(), id);
  }

  private static DeviceRow device(ResultSet row) throws SQLException {
    long seen = row.getLong(5);
    return new DeviceRow(
        row.getString(1),
        row.getLong(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        row.wasNull() ? null : Instant.ofEpochMilli(seen));
  }
}
