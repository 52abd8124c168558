package dev.satchel.volume.write;

import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.volume.write.PutQueue.Taken;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Appends to one claimed volume until it is full, fails, is to be sealed, or is stopped.
 *
 * <p>Two threads: one takes puts from the queue and sends them; the other waits for the answers in
 * the same order, so that the next batch is on its way while the nodes sync the one before. A batch
 * counts when every extent has synced it. When one has not, the volume is left: that batch and
 * those sent after it go back into the queue, for another volume.
 */
final class VolumeWriter {

  private static final int SENT_AHEAD = 2;

  private final ClaimedVolume claimed;
  private final Parts parts;
  private final BatchBuilder builder;
  private final Consumer<End> onEnd;
  private final Semaphore window = new Semaphore(SENT_AHEAD);

  /** Bounded by the window; the empty one is the last. */
  private final LinkedBlockingQueue<Optional<Append>> sent = new LinkedBlockingQueue<>();

  private final Thread sender;
  private final Thread completer;
  private volatile Stop stopped = new Stop(true, "its writer stopped");
  private String failure = "";

  /** What all writers of a process share. */
  record Parts(
      PutQueue queue, IndexCommitter committer, ByteBufAllocator allocator, Duration sealAfter) {}

  /**
   * Why a writer stopped.
   *
   * @param usable whether somebody may go on writing to the volume
   */
  record End(VolumeWriter writer, ClaimedVolume claimed, boolean usable, String reason) {}

  /** Why the sender stopped, if nothing failed. */
  private record Stop(boolean usable, String reason) {}

  private VolumeWriter(ClaimedVolume claimed, Parts parts, Consumer<End> onEnd) {
    this.claimed = claimed;
    this.parts = parts;
    this.builder = new BatchBuilder(parts.allocator());
    this.onEnd = onEnd;
    String name = "volume-" + claimed.volume().id();
    this.completer = Thread.ofVirtual().name(name + "-answers").unstarted(this::complete);
    this.sender = Thread.ofVirtual().name(name).unstarted(this::send);
  }

  /** Starts to write; {@code onEnd} is called once, when no thread of the writer runs any more. */
  static VolumeWriter start(ClaimedVolume claimed, Parts parts, Consumer<End> onEnd) {
    VolumeWriter writer = new VolumeWriter(claimed, parts, onEnd);
    writer.sender.start();
    writer.completer.start();
    return writer;
  }

  /** Takes no more puts; those sent are finished. */
  void stop() {
    sender.interrupt();
  }

  private void send() {
    long end = claimed.endOffset();
    long deadline = end == 0 ? Long.MAX_VALUE : sealDeadline();
    try {
      while (true) {
        window.acquire();
        long patience = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
        switch (parts.queue().take(claimed.volume().capacityBytes() - end, patience)) {
          case Taken.NoRoom() -> {
            stopped = new Stop(false, "full");
            return;
          }
          case Taken.Nothing() -> {
            stopped = new Stop(false, "open for " + parts.sealAfter());
            return;
          }
          case Taken.Batch(List<PendingPut> puts) -> {
            end = send(puts, end);
            deadline = deadline == Long.MAX_VALUE ? sealDeadline() : deadline;
          }
        }
      }
    } catch (InterruptedException e) {
      // stopped from outside, or by the other thread after a failure: either way the end is told
      // below
    } finally {
      sent.add(Optional.empty());
    }
  }

  private long sealDeadline() {
    return System.nanoTime() + parts.sealAfter().toNanos();
  }

  /** Sends the puts that somebody still waits for; answers where the next batch goes. */
  private long send(List<PendingPut> puts, long offset) {
    List<PendingPut> awaited = WriterPool.withoutLate(puts);
    if (awaited.isEmpty()) {
      window.release();
      return offset;
    }
    Batch batch = builder.build(claimed.bucketId(), offset, awaited);
    long end = offset + BatchFormat.paddedLength(batch.payload().readableBytes());
    sent.add(Optional.of(Append.send(batch, claimed)));
    return end;
  }

  private void complete() {
    List<PendingPut> undone = new ArrayList<>();
    try {
      for (var next = sent.take(); next.isPresent(); next = sent.take()) {
        if (!isDurable(next.get())) {
          undone.addAll(next.get().batch().puts());
          sender.interrupt();
        } else {
          parts.committer().submit(next.get().batch());
        }
        window.release();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
    parts.queue().addAgain(WriterPool.withoutLate(undone));
    onEnd.accept(
        failure.isEmpty()
            ? new End(this, claimed, stopped.usable(), stopped.reason())
            : new End(this, claimed, false, failure));
  }

  private boolean isDurable(Append append) {
    if (failure.isEmpty()) {
      try {
        append.await();
      } catch (NodeException e) {
        failure = e.error() + ", " + e.getMessage();
      }
    }
    return failure.isEmpty();
  }
}
