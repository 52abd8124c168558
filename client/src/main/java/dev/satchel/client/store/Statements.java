package dev.satchel.client.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepared statements of one connection, prepared once. Used by one thread. */
final class Statements {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement that changes rows, and says how many. */
  int update(String sql, @Nullable Object... arguments) {
    try {
      return bind(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** The first row, or null when there is none. */
  <T> @Nullable T first(String sql, Row<T> row, @Nullable Object... arguments) {
    try (ResultSet result = bind(sql, arguments).executeQuery()) {
      return result.next() ? row.read(result) : null;
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** All rows. */
  <T> List<T> all(String sql, Row<T> row, @Nullable Object... arguments) {
    try (ResultSet result = bind(sql, arguments).executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** The first column of the first row as a number, or 0. */
  long number(String sql, @Nullable Object... arguments) {
    Long number = first(sql, result -> result.getLong(1), arguments);
    return number == null ? 0 : number;
  }

  private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }
}
