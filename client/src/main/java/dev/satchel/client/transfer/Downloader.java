package dev.satchel.client.transfer;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;

/**
 * Fetches files into temporary files. Thread-safe: several downloads at once share one bound on
 * blocks in flight.
 */
public final class Downloader {

  private final Server server;
  private final LocalBlocks localBlocks;
  private final Transfers transfers;

  /** Fetches from {@code server} what {@code localBlocks} does not have. */
  public Downloader(Server server, LocalBlocks localBlocks, Transfers transfers) {
    this.server = server;
    this.localBlocks = localBlocks;
    this.transfers = transfers;
  }

  /**
   * Gathers the file in its temporary file, checks every block's hash, and syncs it.
   *
   * @throws ServerException if the server cannot be reached or this device is no longer signed in
   */
  public DownloadOutcome download(Download download) throws ServerException {
    throw new UnsupportedOperationException(server + " " + transfers + download + localBlocks);
  }
}
