package dev.satchel.volume.block;

import dev.satchel.contract.BlockHash;
import dev.satchel.storage.record.BlockName;
import dev.satchel.storage.record.Codec;
import dev.satchel.storage.record.RecordFormat;
import dev.satchel.storage.record.RecordHeader;
import io.netty.buffer.ByteBuf;

/**
 * A block as its record will hold it. Owns its payload.
 *
 * @param payload direct bytes, compressed or plain
 */
public record EncodedBlock(BlockHash hash, Codec codec, ByteBuf payload, int plainLength) {

  private static final int NOT_ENCRYPTED = 0;

  /** How many bytes its record takes. */
  public int recordLength() {
    return RecordFormat.paddedLength(payload.readableBytes());
  }

  /** The header of its record at a place in a bucket. */
  public RecordHeader header(long bucketId, long bucketOffset) {
    return new RecordHeader(
        nameOf(hash),
        codec,
        NOT_ENCRYPTED,
        bucketId,
        bucketOffset,
        payload.readableBytes(),
        plainLength);
  }

  /** The hash in the words of the record format. */
  static BlockName nameOf(BlockHash hash) {
    return new BlockName(hash.word0(), hash.word1(), hash.word2(), hash.word3());
  }
}
