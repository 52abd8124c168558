package dev.satchel.metadata.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Accounts. */
public final class UserTable {

  private static final String SELECT =
      "SELECT u.id, u.email, u.password, u.root_namespace, u.quota_bytes, u.created_at, n.used_bytes"
          + " FROM users u JOIN namespaces n ON n.id = u.root_namespace ";

  private final Handle handle;

  /** In the handle's transaction if it has one. */
  public UserTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * An account.
   *
   * @param password in the form of {@code PasswordHash}
   */
  public record UserRow(
      long id,
      String email,
      String password,
      long rootNamespace,
      long quotaBytes,
      Instant createdAt,
      long usedBytes) {}

  /** Makes an account and its namespace; nothing if the address is taken. */
  public Optional<UserRow> add(String email, String password, long quotaBytes, Instant now) {
    if (byEmail(email).isPresent()) {
      return Optional.empty();
    }
    long namespace =
        handle
            .createQuery("INSERT INTO namespaces (head_jid, used_bytes) VALUES (0, 0) RETURNING id")
            .mapTo(Long.class)
            .one();
    int added =
        handle.execute(
            "INSERT INTO users (email, password, root_namespace, quota_bytes, created_at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING",
            email,
            password,
            namespace,
            quotaBytes,
            now.toEpochMilli());
    if (added == 0) {
      handle.execute("DELETE FROM namespaces WHERE id = ?", namespace);
      return Optional.empty();
    }
    return byEmail(email);
  }

  /** The account with this address. */
  public Optional<UserRow> byEmail(String email) {
    return handle
        .createQuery(SELECT + "WHERE u.email = ?")
        .bind(0, email)
        .map((row, context) -> user(row))
        .findOne();
  }

  /** The account with this id. */
  public Optional<UserRow> byId(long id) {
    return handle
        .createQuery(SELECT + "WHERE u.id = ?")
        .bind(0, id)
        .map((row, context) -> user(row))
        .findOne();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return handle.createQuery("SELECT 1 FROM users LIMIT 1").mapTo(int.class).findOne().isEmpty();
  }

  /** All accounts, by address. */
  public List<UserRow> all() {
    return handle.createQuery(SELECT + "ORDER BY u.email").map((row, c) -> user(row)).list();
  }

  private static UserRow user(ResultSet row) throws SQLException {
    return new UserRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        Instant.ofEpochMilli(row.getLong(6)),
        row.getLong(7));
  }
}
