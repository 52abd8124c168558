package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.Fill;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.pull.PullPlan.Piece;
import dev.satchel.storage.throttle.Throttles;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One pull under way: reads a few pages ahead, proves each, hands it to the disk, and at the end
 * makes sure that a restart would find all of it. Used once, by one thread, which may be
 * interrupted.
 */
final class Puller {

  /** Pages that were asked for and not yet handed to the disk, and as many not yet durable. */
  static final int PAGES_AHEAD = 4;

  private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long LONGEST_SETTLE_SECONDS = 10;

  /** So long a peer that has too much to do is left alone. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ExtentStore store;
  private final NodeClient source;
  private final Throttles throttles;
  private final PullJob job;
  private final ArrayDeque<Reading> readings = new ArrayDeque<>();
  private final ArrayDeque<CompletableFuture<Long>> fills = new ArrayDeque<>();

  Puller(ExtentStore store, NodeClient source, Throttles throttles, PullJob job) {
    this.store = store;
    this.source = source;
    this.throttles = throttles;
    this.job = job;
  }

  private record Reading(Piece piece, CompletableFuture<ByteBuf> bytes) {

    /** Nobody wants it any more, whenever it comes. */
    void drop() {
      bytes.thenAccept(ByteBuf::release);
    }
  }

  /** Pulls what is missing; answers the extent's end, which is durable. */
  long run() throws NodeException, InterruptedException {
    ExtentInfo target = store.info(job.id());
    checkStart(target);
    if (target.state() == ExtentState.SEALED && target.endOffset() >= job.order().endOffset()) {
      return target.endOffset();
    }
    keep();
    try {
      for (Piece piece : PullPlan.pieces(job.order(), target.endOffset())) {
        if (readings.size() == PAGES_AHEAD) {
          writeNext();
        }
        waitForTurn(piece.lengthBytes());
        readings.add(read(piece));
      }
      while (!readings.isEmpty()) {
        writeNext();
      }
      while (!fills.isEmpty()) {
        await(fills.remove());
      }
      return keep();
    } finally {
      readings.forEach(Reading::drop);
      settle();
    }
  }

  /** Whoever asks again, perhaps at once, shall find what was handed to the disk. */
  private void settle() {
    CompletableFuture.allOf(fills.toArray(new CompletableFuture<?>[0]))
        .handle((all, failure) -> failure == null)
        .completeOnTimeout(false, LONGEST_SETTLE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private long keep() throws NodeException, InterruptedException {
    return await(store.keepCopy(job.epoch(), job.id(), job.deadlineNanos()));
  }

  private void checkStart(ExtentInfo target) throws NodeException {
    if (job.order().offset() > target.endOffset()) {
      throw new NodeException(
          NodeError.OFFSET_MISMATCH,
          "a pull to "
              + job.order().offset()
              + " of extent "
              + job.id()
              + ", end "
              + target.endOffset(),
          target.endOffset());
    }
    if (job.order().endOffset() > target.capacityBytes()) {
      throw new NodeException(
          NodeError.NO_SPACE, "extent " + job.id() + " holds " + target.capacityBytes());
    }
  }

  private Reading read(Piece piece) throws NodeException {
    Duration deadline = Duration.ofNanos(Math.min(leftNanos(), LONGEST_READ_NANOS));
    return new Reading(
        piece,
        source.read(
            TrafficClass.REPAIR,
            job.order().source().extent(),
            piece.offset(),
            piece.lengthBytes(),
            deadline));
  }

  /** Takes the oldest page that was asked for, proves it and hands it to the disk. */
  private void writeNext() throws NodeException, InterruptedException {
    Piece piece = readings.element().piece();
    ByteBuf bytes = fromSource(readings.remove());
    if (Crc32c.of(bytes, bytes.readerIndex(), piece.lengthBytes()) != piece.expectedCrc()) {
      bytes.release();
      throw new NodeException(
          NodeError.SOURCE_CORRUPT,
          "the page at " + piece.offset() + " of " + job.order().source());
    }
    if (fills.size() == PAGES_AHEAD) {
      try {
        await(fills.remove());
      } catch (NodeException | InterruptedException failure) {
        bytes.release();
        throw failure;
      }
    }
    bytes.skipBytes(piece.presentBytes());
    fills.add(
        store.fill(
            new Fill(job.epoch(), job.id(), piece.writeOffset(), bytes, job.deadlineNanos())));
  }

  private ByteBuf fromSource(Reading reading) throws NodeException, InterruptedException {
    Reading current = reading;
    while (true) {
      try {
        return await(current.bytes());
      } catch (NodeException failure) {
        if (failure.error() != NodeError.BUSY) {
          current.drop();
          throw sourceFailed(failure);
        }
        TimeUnit.NANOSECONDS.sleep(Math.min(leftNanos(), BUSY_NANOS));
        current = read(current.piece());
      } catch (InterruptedException stopped) {
        current.drop();
        throw stopped;
      }
    }
  }

  private NodeException sourceFailed(NodeException failure) {
    return new NodeException(
        NodeError.SOURCE_FAILED,
        job.order().source() + ": " + failure.error() + ": " + failure.getMessage(),
        failure);
  }

  private void waitForTurn(int bytes) throws NodeException, InterruptedException {
    long wait =
        throttles
            .admit(TrafficClass.REPAIR, bytes, leftNanos())
            .orElseThrow(() -> timedOut("its turn is after its deadline"));
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  private <T> T await(CompletableFuture<T> answer) throws NodeException, InterruptedException {
    try {
      return answer.get(leftNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      throw PullService.refusal(failure);
    } catch (TimeoutException late) {
      throw timedOut("its deadline has passed");
    }
  }

  private long leftNanos() throws NodeException {
    long left = job.deadlineNanos() - System.nanoTime();
    if (left <= 0) {
      throw timedOut("its deadline has passed");
    }
    return left;
  }

  private NodeException timedOut(String why) {
    return new NodeException(
        NodeError.TIMED_OUT, "pull of extent " + job.id() + ": " + why + "; ask again to go on");
  }
}
