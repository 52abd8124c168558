package dev.satchel.client.store;

import java.io.IOException;
import java.nio.file.Path;

/** The database cannot be opened: it is damaged, or something else lies in its place. */
public final class DamagedStoreException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedStoreException(Path file, Exception cause) {
    super(
        "the local database "
            + file
            + " is damaged or no database: go on with `satchel logout` and `satchel login` for the"
            + " same folder, whose files are then compared with the server's anew",
        cause);
  }
}
