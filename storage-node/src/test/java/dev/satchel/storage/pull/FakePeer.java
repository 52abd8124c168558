package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.runtime.PayloadAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * A peer in memory, with one extent, that may be told to lie, and knows how much of what it gave
 * out is held. Strict: it answers within the extent only, and nobody reads once it is closed.
 */
public final class FakePeer implements Peers {

  /** How a read is answered. */
  public enum Mood {
    HONEST,
    /** One bit is not what it was. */
    WRONG,
    /** The bytes of another offset. */
    ELSEWHERE,
    BUSY,
    GONE,
    /** Never, as long as anybody waits. */
    SILENT
  }

  static final String ADDRESS = "peer:1";
  static final ExtentId THERE = new ExtentId(70);

  private static final PayloadAllocator ALLOCATOR = PayloadAllocator.keeping(32 << 20);

  private final byte[] content;
  private final List<ByteBuf> given = new ArrayList<>();
  private IntFunction<Mood> moods = nth -> Mood.HONEST;
  private int reads;
  private int open;
  private long mostHeldBytes;

  /** An extent of so many bytes. */
  public FakePeer(int lengthBytes) {
    this.content = new byte[lengthBytes];
    new Random(lengthBytes).nextBytes(content);
  }

  public byte[] content() {
    return content;
  }

  /** How to answer the nth read from now on, counted from 1. */
  public synchronized FakePeer answering(IntFunction<Mood> nextMoods) {
    moods = nextMoods;
    reads = 0;
    return this;
  }

  /** An order for a part of the extent, with the checksums of its pages. */
  public PullOrder order(int offset, int lengthBytes) {
    int[] checksums = new int[(lengthBytes + PullOrder.PAGE_BYTES - 1) / PullOrder.PAGE_BYTES];
    ByteBuf bytes = Unpooled.wrappedBuffer(content);
    for (int page = 0; page < checksums.length; page++) {
      int at = offset + page * PullOrder.PAGE_BYTES;
      int count = Math.min(PullOrder.PAGE_BYTES, offset + lengthBytes - at);
      checksums[page] = Crc32c.of(bytes, at, count);
    }
    return new PullOrder(new PullSource(ADDRESS, THERE), offset, lengthBytes, checksums);
  }

  synchronized int reads() {
    return reads;
  }

  /** What was ever held at a time of what was given out. */
  synchronized long mostHeldBytes() {
    return mostHeldBytes;
  }

  public synchronized long heldBytes() {
    given.removeIf(buffer -> buffer.refCnt() == 0);
    return given.stream().mapToLong(ByteBuf::capacity).sum();
  }

  /** How many pulls have not closed their way here. */
  synchronized int open() {
    return open;
  }

  @Override
  public synchronized PageSource open(String address) {
    if (!address.equals(ADDRESS)) {
      throw new IllegalArgumentException("an address is HOST:PORT, not '" + address + "'");
    }
    open++;
    return new Way();
  }

  private final class Way implements PageSource {

    private final List<CompletableFuture<ByteBuf>> silent = new ArrayList<>();
    private boolean closed;

    @Override
    public CompletableFuture<ByteBuf> read(
        ExtentId id, long offset, int lengthBytes, Duration deadline) {
      synchronized (FakePeer.this) {
        if (closed || !id.equals(THERE)) {
          throw new AssertionError("a read of " + id + " where nothing is to be read");
        }
        return switch (moods.apply(++reads)) {
          case HONEST -> give(offset, lengthBytes, 0);
          case WRONG -> give(offset, lengthBytes, 1);
          case ELSEWHERE -> give((offset + 4096) % (content.length - lengthBytes), lengthBytes, 0);
          case BUSY -> refuse(NodeError.BUSY);
          case GONE -> refuse(NodeError.UNREACHABLE);
          case SILENT -> {
            CompletableFuture<ByteBuf> never = new CompletableFuture<>();
            silent.add(never);
            yield never;
          }
        };
      }
    }

    @Override
    public void close() {
      synchronized (FakePeer.this) {
        if (!closed) {
          closed = true;
          open--;
          silent.forEach(each -> each.completeExceptionally(refusal(NodeError.UNREACHABLE)));
        }
      }
    }
  }

  private CompletableFuture<ByteBuf> give(long offset, int lengthBytes, int flippedBit) {
    ByteBuf page = ALLOCATOR.directBuffer(lengthBytes, lengthBytes);
    page.writeBytes(content, Math.toIntExact(offset), lengthBytes);
    page.setByte(lengthBytes / 2, page.getByte(lengthBytes / 2) ^ flippedBit);
    given.add(page);
    mostHeldBytes = Math.max(mostHeldBytes, heldBytes());
    return CompletableFuture.completedFuture(page);
  }

  private static CompletableFuture<ByteBuf> refuse(NodeError error) {
    return CompletableFuture.failedFuture(refusal(error));
  }

  private static NodeException refusal(NodeError error) {
    return new NodeException(error, "as it was told to");
  }
}
