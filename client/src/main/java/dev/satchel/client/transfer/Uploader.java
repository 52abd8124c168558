package dev.satchel.client.transfer;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import java.util.List;

/** Sends the blocks that the server does not have. Thread-safe. */
public final class Uploader {

  private final Server server;
  private final Transfers transfers;

  /** Sends to {@code server} and counts in {@code transfers}. */
  public Uploader(Server server, Transfers transfers) {
    this.server = server;
    this.transfers = transfers;
  }

  /**
   * Brings the blocks of all these files to the server: asks which are missing, for all files
   * together, then sends each missing block once, several at a time. A block is read and hashed
   * again as it is sent.
   *
   * @return an outcome for each upload, in order
   * @throws ServerException if the server cannot be reached or this device is no longer signed in:
   *     then nothing is said of any file
   */
  public List<UploadOutcome> upload(List<Upload> uploads) throws ServerException {
    throw new UnsupportedOperationException(server + " " + transfers + uploads);
  }
}
