package dev.satchel.volume.block;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.satchel.contract.BlockHash;
import dev.satchel.storage.record.ReadOutcome;
import dev.satchel.storage.record.RecordHeader;
import dev.satchel.storage.record.RecordReader;
import dev.satchel.volume.model.BlockAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Takes a block out of the record that was read for it, and believes nothing: the record's
 * checksums, its name, its place and in the end the SHA-256 must all be right. Thread-safe.
 */
public final class BlockDecoder {

  private final ByteBufAllocator allocator;
  private final Pool<RecordReader> readers = new Pool<>(RecordReader::new);
  private final Pool<ZstdDecompressCtx> contexts = new Pool<>(ZstdDecompressCtx::new);

  public BlockDecoder(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** Decodes what was read at {@code address}; takes over {@code region}. */
  public Decoded decode(BlockAddress address, ByteBuf region) {
    ReadOutcome outcome = readers.with(reader -> reader.read(region, region.readerIndex()));
    Decoded decoded =
        switch (outcome) {
          case ReadOutcome.Found found -> decode(address, found);
          case ReadOutcome.Absent() -> new Decoded.Bad("no record lies there");
          case ReadOutcome.Corrupt(String reason) -> new Decoded.Bad(reason);
          case ReadOutcome.TooNew(int version) ->
              new Decoded.Bad("the record has version " + version + ", which is too new");
        };
    region.release();
    return decoded;
  }

  private Decoded decode(BlockAddress address, ReadOutcome.Found found) {
    String mismatch = mismatch(address, found.header());
    if (!mismatch.isEmpty()) {
      return new Decoded.Bad(mismatch);
    }
    ByteBuf plain;
    try {
      plain =
          switch (found.header().codec()) {
            case RAW -> found.payload().retain();
            case ZSTD -> decompress(found.payload(), address.plainLength());
          };
    } catch (ZstdException e) {
      return new Decoded.Bad("the payload cannot be decompressed: " + e.getMessage());
    }
    if (plain.readableBytes() == address.plainLength() && hash(plain).equals(address.hash())) {
      return new Decoded.Good(plain);
    }
    plain.release();
    return new Decoded.Bad("the bytes do not have the block's hash");
  }

  private static String mismatch(BlockAddress address, RecordHeader header) {
    if (!header.block().equals(EncodedBlock.nameOf(address.hash()))) {
      return "another block's record lies there";
    }
    if (header.bucketId() != address.bucketId() || header.bucketOffset() != address.offset()) {
      return "the record belongs to bucket %d offset %d"
          .formatted(header.bucketId(), header.bucketOffset());
    }
    if (header.encryptionKeyId() != 0) {
      return "the record is encrypted with key " + header.encryptionKeyId();
    }
    return header.plainLengthBytes() == address.plainLength()
        ? ""
        : "the record's plain length is " + header.plainLengthBytes();
  }

  private ByteBuf decompress(ByteBuf payload, int plainLength) {
    ByteBuf plain = allocator.directBuffer(plainLength, plainLength);
    try {
      ByteBuffer from = payload.nioBuffer();
      ByteBuffer to = plain.nioBuffer(0, plainLength);
      int length =
          contexts.with(context ->
              context.decompressDirectByteBuffer(
                  to, to.position(), plainLength, from, from.position(), from.remaining()));
      return plain.writerIndex(length);
    } catch (ZstdException e) {
      plain.release();
      throw e;
    }
  }

  private static BlockHash hash(ByteBuf plain) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(plain.nioBuffer());
      return BlockHash.fromBytes(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
