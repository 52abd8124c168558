package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.Fill;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.pull.PullPlan.Piece;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.throttle.Throttles;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One pull under way: reads a few pages ahead, proves each, hands it to the disk, and at the end
 * makes sure that a restart would find all of it. Used once, by one thread, which may be
 * interrupted.
 *
 * <p>Invariant: what was asked for is in {@code readings} until its bytes are taken, and what was
 * handed to the disk in {@code fills} until it is durable or refused. When {@link #run} is over
 * nothing of it is held.
 */
final class Puller {

  /** Pages that were asked for and not yet handed to the disk, and as many not yet durable. */
  static final int PAGES_AHEAD = NodeRuntimeConfig.PULL_PAGES / 2;

  private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** So long a peer that has too much to do is left alone. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ExtentStore store;
  private final PageSource source;
  private final Throttles throttles;
  private final PullJob job;
  private final ArrayDeque<Reading> readings = new ArrayDeque<>();
  private final ArrayDeque<CompletableFuture<Long>> fills = new ArrayDeque<>();

  Puller(ExtentStore store, PageSource source, Throttles throttles, PullJob job) {
    this.store = store;
    this.source = source;
    this.throttles = throttles;
    this.job = job;
  }

  private record Reading(Piece piece, CompletableFuture<ByteBuf> bytes) {}

  /** Pulls what is missing; answers the extent's end, which is durable. Closes the source. */
  long run() throws NodeException, InterruptedException {
    try {
      ExtentInfo target = store.info(job.id());
      if (target.state() == ExtentState.SEALED) {
        checkSealedSo();
        return target.endOffset();
      }
      checkStart(target);
      keep();
      copyFrom(target.endOffset());
      return keep();
    } finally {
      source.close();
      letGo();
    }
  }

  private void copyFrom(long presentEnd) throws NodeException, InterruptedException {
    for (Piece piece : PullPlan.pieces(job.order(), presentEnd)) {
      if (readings.size() == PAGES_AHEAD) {
        writeNext();
      }
      waitForTurn(piece.lengthBytes());
      readings.addLast(read(piece));
    }
    while (!readings.isEmpty()) {
      writeNext();
    }
    while (!fills.isEmpty()) {
      awaitOldestFill();
    }
  }

  /** Drops what is still read. Whoever asks again, at once, finds what was handed to the disk. */
  private void letGo() {
    readings.forEach(reading -> reading.bytes().thenAccept(ByteBuf::release));
    CompletableFuture<?>[] underWay =
        Stream.concat(readings.stream().map(Reading::bytes), fills.stream())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(underWay).exceptionally(failure -> null).join();
  }

  private long keep() throws NodeException, InterruptedException {
    return await(store.keepCopy(job.epoch(), job.id(), job.deadlineNanos()));
  }

  private void checkSealedSo() throws NodeException {
    if (!PullPlan.isSealedSo(job.order(), store.sealed(job.id()))) {
      throw new NodeException(
          NodeError.NOT_OPEN, "extent " + job.id() + " is sealed, and not with these pages");
    }
  }

  private void checkStart(ExtentInfo target) throws NodeException {
    long offset = job.order().offset();
    long end = target.endOffset();
    if (offset > end) {
      throw new NodeException(
          NodeError.OFFSET_MISMATCH,
          "pull at " + offset + " of extent " + job.id() + ", end " + end,
          end);
    }
    if (job.order().endOffset() > target.capacityBytes()) {
      throw new NodeException(
          NodeError.NO_SPACE, "extent " + job.id() + " holds " + target.capacityBytes());
    }
  }

  /** However often a peer is asked, it is for a manager that was not replaced. */
  private Reading read(Piece piece) throws NodeException {
    store.checkManager(job.epoch());
    Duration deadline = Duration.ofNanos(Math.min(leftNanos(), LONGEST_READ_NANOS));
    return new Reading(
        piece,
        source.read(job.order().source().extent(), piece.offset(), piece.lengthBytes(), deadline));
  }

  /** Takes the oldest page that was asked for, proves it and hands it to the disk. */
  private void writeNext() throws NodeException, InterruptedException {
    if (fills.size() == PAGES_AHEAD) {
      awaitOldestFill();
    }
    Piece piece = readings.element().piece();
    ByteBuf page = takePage(piece);
    if (Crc32c.of(page, page.readerIndex(), piece.lengthBytes()) != piece.expectedCrc()) {
      page.release();
      throw new NodeException(
          NodeError.SOURCE_CORRUPT,
          "the page at %d of %s is not the one that was to be pulled"
              .formatted(piece.offset(), job.order().source()));
    }
    page.skipBytes(piece.presentBytes());
    fills.addLast(
        store.fill(
            new Fill(job.epoch(), job.id(), piece.writeOffset(), page, job.deadlineNanos())));
  }

  private void awaitOldestFill() throws NodeException, InterruptedException {
    await(fills.element());
    fills.remove();
  }

  /** The bytes of the oldest reading, however often its peer has to be asked. */
  private ByteBuf takePage(Piece piece) throws NodeException, InterruptedException {
    while (true) {
      try {
        ByteBuf page = await(readings.element().bytes());
        readings.remove();
        return page;
      } catch (NodeException failure) {
        TimeUnit.NANOSECONDS.sleep(pauseAfter(failure));
      }
      readings.remove();
      readings.addFirst(read(piece));
    }
  }

  /** How long to leave a peer alone that could not answer; one that will not is given up. */
  private long pauseAfter(NodeException failure) throws NodeException {
    long left = leftNanos();
    if (failure.error() == NodeError.BUSY) {
      return Math.min(left, BUSY_NANOS);
    }
    throw new NodeException(
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
