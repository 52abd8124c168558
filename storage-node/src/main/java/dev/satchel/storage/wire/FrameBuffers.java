package dev.satchel.storage.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Where the next bytes of one connection are received: in the middle of a frame's body, straight
 * into that body; otherwise into a small buffer, which bounds what an idle connection holds and how
 * much of a body is copied.
 *
 * <p>One for each connection, set as its receive allocator; used on its event loop only.
 */
public final class FrameBuffers extends DefaultMaxMessagesRecvByteBufAllocator {

  /** Many headers at once fit, and the start of a body that has to be copied is short. */
  private static final int SMALL_BYTES = 4096;

  private @Nullable ByteBuf body;
  private @Nullable ByteBuf view;

  /**
   * What is received from now on belongs at the writer index of {@code wanted}, which somebody else
   * keeps alive until this is called again.
   */
  void expect(@Nullable ByteBuf wanted) {
    body = wanted;
    view = null;
  }

  /** Whether {@code received} lies in the expected body already, where it belongs. */
  boolean isInPlace(ByteBuf received) {
    return received == view;
  }

  @Override
  @SuppressWarnings("deprecation") // The interface's own method; the handle is what it asks for.
  public RecvByteBufAllocator.Handle newHandle() {
    return new Handle();
  }

  private ByteBuf next(ByteBufAllocator allocator) {
    ByteBuf wanted = body;
    if (wanted == null || wanted.writableBytes() <= SMALL_BYTES) {
      view = null;
      return allocator.ioBuffer(SMALL_BYTES);
    }
    // Not retainedSlice: that may be an object that was used before, and the identity counts here.
    ByteBuf slice = wanted.slice(wanted.writerIndex(), wanted.writableBytes()).clear();
    view = slice;
    return slice.retain();
  }

  /** Asks anew before each read. */
  private final class Handle extends MaxMessageHandle {

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return next(allocator);
    }

    @Override
    public int guess() {
      return SMALL_BYTES;
    }
  }
}
