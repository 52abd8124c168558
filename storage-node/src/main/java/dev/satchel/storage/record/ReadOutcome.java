package dev.satchel.storage.record;

import io.netty.buffer.ByteBuf;

/** What lies at a place where a record may be. */
public sealed interface ReadOutcome {

  /**
   * A whole record whose header and payload match their checksums.
   *
   * @param payload a view into the region that was read; it lives as long as that one
   * @param nextIndex where in the region the next record may begin
   */
  record Found(RecordHeader header, ByteBuf payload, int nextIndex) implements ReadOutcome {}

  /** Nothing: the place does not begin with a record's magic. */
  record Absent() implements ReadOutcome {}

  /** A record once, now damaged or cut off. */
  record Corrupt(String reason) implements ReadOutcome {}

  /** A record that a newer program wrote. */
  record TooNew(int version) implements ReadOutcome {}
}
