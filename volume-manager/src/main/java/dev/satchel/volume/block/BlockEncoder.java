package dev.satchel.volume.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.satchel.contract.BlockHash;
import dev.satchel.storage.record.Codec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Compresses blocks where it pays: zstd at level 1 must save at least 1/32, or the block stays as
 * it is, without a copy. Thread-safe.
 */
public final class BlockEncoder {

  private static final int LEVEL = 1;
  private static final int SHORTEST_COMPRESSED = 128;
  private static final int NOT_SMALLER = -1;

  private final ByteBufAllocator allocator;
  private final Pool<ZstdCompressCtx> contexts =
      new Pool<>(() -> new ZstdCompressCtx().setLevel(LEVEL));

  public BlockEncoder(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /**
   * Encodes a block; the result holds a reference of its own to {@code plain} where it needs it.
   */
  public EncodedBlock encode(BlockHash hash, ByteBuf plain) {
    int plainLength = plain.readableBytes();
    ByteBuf source = direct(plain);
    int room = plainLength - plainLength / 32;
    if (plainLength < SHORTEST_COMPRESSED) {
      return new EncodedBlock(hash, Codec.RAW, source, plainLength);
    }
    ByteBuf target = allocator.directBuffer(room, room);
    int length = compress(source, target, room);
    if (length == NOT_SMALLER) {
      target.release();
      return new EncodedBlock(hash, Codec.RAW, source, plainLength);
    }
    source.release();
    return new EncodedBlock(hash, Codec.ZSTD, target.writerIndex(length), plainLength);
  }

  private int compress(ByteBuf source, ByteBuf target, int room) {
    ByteBuffer from = source.nioBuffer();
    ByteBuffer to = target.nioBuffer(0, room);
    return contexts.with(context -> {
      try {
        return context.compressDirectByteBuffer(
            to, to.position(), room, from, from.position(), from.remaining());
      } catch (ZstdException e) {
        if (e.getErrorCode() == Zstd.errDstSizeTooSmall()) {
          return NOT_SMALLER;
        }
        throw e;
      }
    });
  }

  /** The bytes as one direct piece: the same memory where it is one already. */
  private ByteBuf direct(ByteBuf plain) {
    if (plain.isDirect() && plain.nioBufferCount() == 1) {
      return plain.retainedSlice();
    }
    return allocator
        .directBuffer(plain.readableBytes())
        .writeBytes(plain, plain.readerIndex(), plain.readableBytes());
  }
}
