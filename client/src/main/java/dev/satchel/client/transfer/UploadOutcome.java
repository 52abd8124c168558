package dev.satchel.client.transfer;

import dev.satchel.client.remote.ServerException;

/** What came of one file's upload. */
public sealed interface UploadOutcome {

  /** A commit may name all its blocks; {@code sentBytes} of them travelled for this file. */
  record Complete(long sentBytes) implements UploadOutcome {}

  /** The file no longer has the bytes that were hashed: read it again. */
  record Changed() implements UploadOutcome {}

  /** There is no such file any more. */
  record Gone() implements UploadOutcome {}

  /** It is there and cannot be read; {@code reason} is for a person. */
  record Unreadable(String reason) implements UploadOutcome {}

  /** The server would not take a block of it. */
  record Refused(ServerException why) implements UploadOutcome {}
}
