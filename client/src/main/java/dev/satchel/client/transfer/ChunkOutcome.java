package dev.satchel.client.transfer;

/** What came of reading a file. */
public sealed interface ChunkOutcome {

  /** The blocks are the bytes that the file had at one moment, the one of {@code stamp}. */
  record Stable(FileBlocks blocks, FileStamp stamp) implements ChunkOutcome {}

  /** Somebody wrote to it meanwhile: read it again later. */
  record ChangedWhileReading() implements ChunkOutcome {}

  /** There is no regular file of this name (any more). */
  record Gone() implements ChunkOutcome {}

  /** It is there and cannot be read; {@code reason} is for a person. */
  record Unreadable(String reason) implements ChunkOutcome {}
}
