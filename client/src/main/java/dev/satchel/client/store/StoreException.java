package dev.satchel.client.store;

import java.sql.SQLException;

/** The database failed: disk full, damaged, or taken away. Nothing of the transaction happened. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super("the local database failed: " + cause.getMessage(), cause);
  }
}
