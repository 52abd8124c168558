package dev.satchel.volume.model;

import dev.satchel.contract.BlockHash;

/**
 * A row of the block index: where the record of a block lies, for ever until compaction moves it.
 *
 * @param offset of the record in its bucket, which is the same in every extent that holds it
 * @param recordLength header, payload and padding
 */
public record BlockAddress(
    BlockHash hash, long bucketId, long offset, int recordLength, int plainLength) {

  /** The first byte after the record. */
  public long end() {
    return offset + recordLength;
  }
}
