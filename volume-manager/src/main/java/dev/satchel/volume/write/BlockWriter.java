package dev.satchel.volume.write;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import dev.satchel.contract.BlockHash;
import dev.satchel.volume.block.BlockEncoder;
import dev.satchel.volume.block.ByteGate;
import dev.satchel.volume.block.EncodedBlock;
import dev.satchel.volume.store.PutOutcome;
import dev.satchel.volume.store.StoreUnavailableException;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stores blocks. Thread-safe; calls block. Puts of the same hash at the same time are one put. */
final class BlockWriter implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final long BYTES_IN_FLIGHT = 64L << 20;

  private final Predicate<BlockHash> isStored;
  private final BlockEncoder encoder;
  private final PutQueue queue;
  private final WriterPool pool;
  private final ByteGate gate = new ByteGate(BYTES_IN_FLIGHT);
  private final ConcurrentMap<BlockHash, CompletableFuture<PutOutcome>> underWay =
      new ConcurrentHashMap<>();
  private final Measures measures;
  private volatile boolean closed;

  private record Measures(Timer puts, Meter plainBytes, Meter storedBytes) {}

  /**
   * @param isStored whether the index has a hash; it is touched then
   */
  BlockWriter(
      Predicate<BlockHash> isStored,
      BlockEncoder encoder,
      PutQueue queue,
      WriterPool pool,
      MetricRegistry metrics) {
    this.isStored = isStored;
    this.encoder = encoder;
    this.queue = queue;
    this.pool = pool;
    this.measures =
        new Measures(
            metrics.timer("cell.put"),
            metrics.meter("cell.put.plain_bytes"),
            metrics.meter("cell.put.stored_bytes"));
  }

  /** Stores one block. */
  PutOutcome put(BlockHash hash, ByteBuf plain) {
    long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
    try (Timer.Context _ = measures.puts().time()) {
      while (!closed) {
        CompletableFuture<PutOutcome> mine = new CompletableFuture<>();
        CompletableFuture<PutOutcome> other = underWay.putIfAbsent(hash, mine);
        if (other == null) {
          return lead(hash, plain, mine, deadlineNanos);
        }
        if (follow(other, deadlineNanos)) {
          return PutOutcome.ALREADY_THERE;
        }
      }
    }
    throw new StoreUnavailableException("the store is closing", RETRY_AFTER, null);
  }

  /** Takes no more puts, and waits for those under way. */
  @Override
  public void close() {
    closed = true;
    underWay.values().forEach(put -> follow(put, System.nanoTime() + DEADLINE.toNanos()));
  }

  private PutOutcome lead(
      BlockHash hash, ByteBuf plain, CompletableFuture<PutOutcome> mine, long deadlineNanos) {
    try {
      PutOutcome outcome =
          isStored.test(hash) ? PutOutcome.ALREADY_THERE : store(hash, plain, deadlineNanos);
      mine.complete(outcome);
      return outcome;
    } finally {
      underWay.remove(hash, mine);
      mine.cancel(false); // unless it is complete: those who wait then try for themselves
    }
  }

  /** Waits for another put of the same hash; false when that one failed. */
  private static boolean follow(CompletableFuture<PutOutcome> other, long deadlineNanos) {
    try {
      await(other, deadlineNanos);
      return true;
    } catch (ExecutionException | CancellationException e) {
      return false;
    } catch (TimeoutException | InterruptedException e) {
      throw notInTime(e);
    }
  }

  private PutOutcome store(BlockHash hash, ByteBuf plain, long deadlineNanos) {
    PendingPut put = pending(hash, plain, deadlineNanos);
    queue.add(put);
    if (!pool.isWriting()) {
      pool.start();
      pool.wake();
    }
    try {
      await(put.outcome(), deadlineNanos);
      return PutOutcome.STORED;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : notInTime(e);
    } catch (TimeoutException | InterruptedException e) {
      RuntimeException late = notInTime(e);
      if (queue.remove(put)) {
        put.failed(late);
      }
      throw late;
    }
  }

  private PendingPut pending(BlockHash hash, ByteBuf plain, long deadlineNanos) {
    int plainLength = plain.readableBytes();
    try {
      if (!gate.enter(plainLength, Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
        throw new StoreUnavailableException("too many puts wait", RETRY_AFTER, null);
      }
    } catch (InterruptedException e) {
      throw notInTime(e);
    }
    try {
      EncodedBlock block = encoder.encode(hash, plain);
      measures.plainBytes().mark(plainLength);
      measures.storedBytes().mark(block.recordLength());
      return new PendingPut(block, deadlineNanos, () -> gate.leave(plainLength));
    } catch (RuntimeException e) {
      gate.leave(plainLength);
      throw e;
    }
  }

  private static <T> @Nullable T await(CompletableFuture<T> future, long deadlineNanos)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static StoreUnavailableException notInTime(Exception cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new StoreUnavailableException("no volume took the block in time", RETRY_AFTER, cause);
  }
}
