package dev.satchel.client.transfer;

import dev.satchel.client.remote.ServerException;

/** What came of a download. */
public sealed interface DownloadOutcome {

  /** The temporary file is whole, every block of it was checked, and it is synced. */
  record Complete(long fetchedBytes) implements DownloadOutcome {}

  /** The server would not give a block; the temporary file keeps what came before it. */
  record Refused(ServerException why) implements DownloadOutcome {}

  /** The blocks came whole and are not a file of the size that the entry says. */
  record WrongSize(long actualBytes) implements DownloadOutcome {}

  /** This disk would not take it. */
  record LocalFailure(DiskProblem why) implements DownloadOutcome {}
}
