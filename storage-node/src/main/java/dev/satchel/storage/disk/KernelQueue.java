package dev.satchel.storage.disk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * Linux's asynchronous I/O: hands many direct writes to the kernel in one call, so that the device
 * works on several while one thread waits. Asked for small writes one after the other, a device
 * reaches half of its bandwidth.
 *
 * <p>One thread at a time. The layouts are those of {@code struct iocb} and {@code struct io_event}
 * in the kernel's {@code linux/aio_abi.h}, and of {@code struct iovec}.
 */
final class KernelQueue implements AutoCloseable {

  /** As many as a virtual disk takes at a time, and more than most groups hold. */
  private static final int MOST_WRITES = 64;

  /** Handed over in one call: the device is at work on these while the kernel takes in the next. */
  private static final int STEP = 2;

  private static final int IOCB_BYTES = 64;
  private static final int IOCB_DATA = 0;
  private static final int IOCB_OPCODE = 16;
  private static final int IOCB_DESCRIPTOR = 20;
  private static final int IOCB_BUFFER = 24;
  private static final int IOCB_LENGTH = 32;
  private static final int IOCB_POSITION = 40;
  private static final short PWRITEV = 8;

  private static final int VECTOR_BYTES = 16;
  private static final int VECTOR_ADDRESS = 0;
  private static final int VECTOR_LENGTH = 8;

  private static final int EVENT_BYTES = 32;
  private static final int EVENT_DATA = 0;
  private static final int EVENT_RESULT = 16;

  private final AioCalls calls;
  private final int descriptor;
  private final long context;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment blocks = arena.allocate((long) IOCB_BYTES * MOST_WRITES, Long.BYTES);
  private final MemorySegment pointers = arena.allocate(ADDRESS, MOST_WRITES);
  private final MemorySegment vectors =
      arena.allocate((long) VECTOR_BYTES * MOST_WRITES, Long.BYTES);
  private final MemorySegment events = arena.allocate((long) EVENT_BYTES * MOST_WRITES, Long.BYTES);

  private KernelQueue(AioCalls calls, int descriptor, long context) {
    this.calls = calls;
    this.descriptor = descriptor;
    this.context = context;
  }

  /** A queue for a descriptor that is open for direct I/O, or empty where the kernel gives none. */
  static Optional<KernelQueue> open(int descriptor) {
    Optional<AioCalls> calls = AioCalls.find();
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment context = arena.allocate(JAVA_LONG);
      return calls.get().setup(MOST_WRITES, context) < 0
          ? Optional.empty()
          : Optional.of(new KernelQueue(calls.get(), descriptor, context.get(JAVA_LONG, 0)));
    }
  }

  /**
   * Puts all writes out, those that touch as one; those that failed know it, and those cut short
   * were not ended. Runs {@code meanwhile} once, when the first of them are on their way.
   */
  void write(List<PageWrite> writes, Runnable meanwhile) {
    Runnable todo = meanwhile;
    for (int from = 0; from < writes.size(); from += MOST_WRITES) {
      List<PageWrite> some = writes.subList(from, Math.min(writes.size(), from + MOST_WRITES));
      writeSome(WriteRun.of(some), todo);
      todo = () -> {};
    }
  }

  private void writeSome(List<WriteRun> runs, Runnable meanwhile) {
    describe(runs);
    int submitted = submit(0, runs.size());
    meanwhile.run();
    int finished = 0;
    while (finished < runs.size()) {
      if (submitted > finished) {
        finished += reap(runs, submitted - finished);
      } else {
        // Nothing under way will make room.
        runs.get(submitted).fail(new IOException("the kernel's queue does not take a write"));
        submitted++;
        finished++;
      }
      submitted += submit(submitted, runs.size());
    }
  }

  /** How many more are on their way, fewer than there are when the kernel takes no more now. */
  private int submit(int from, int end) {
    int at = from;
    long taken = 1;
    while (at < end && taken > 0) {
      taken = calls.submit(context, Math.min(STEP, end - at), pointer(at));
      at += (int) Math.max(0, taken);
    }
    return at - from;
  }

  private MemorySegment pointer(int index) {
    return pointers.asSlice(index * ADDRESS.byteSize());
  }

  private void describe(List<WriteRun> runs) {
    int firstVector = 0;
    for (int i = 0; i < runs.size(); i++) {
      WriteRun run = runs.get(i);
      for (int j = 0; j < run.size(); j++) {
        describeVector(firstVector + j, run.writes().get(j));
      }
      describeBlock(i, run, firstVector);
      firstVector += run.size();
    }
  }

  private void describeVector(int index, PageWrite write) {
    MemorySegment source = MemorySegment.ofBuffer(write.source());
    long vector = (long) index * VECTOR_BYTES;
    vectors.set(JAVA_LONG, vector + VECTOR_ADDRESS, source.address());
    vectors.set(JAVA_LONG, vector + VECTOR_LENGTH, source.byteSize());
  }

  private void describeBlock(int index, WriteRun run, int firstVector) {
    MemorySegment block = blocks.asSlice((long) index * IOCB_BYTES, IOCB_BYTES).fill((byte) 0);
    block.set(JAVA_LONG, IOCB_DATA, index);
    block.set(JAVA_SHORT, IOCB_OPCODE, PWRITEV);
    block.set(JAVA_INT, IOCB_DESCRIPTOR, descriptor);
    block.set(JAVA_LONG, IOCB_BUFFER, vectors.address() + (long) firstVector * VECTOR_BYTES);
    block.set(JAVA_LONG, IOCB_LENGTH, run.size());
    block.set(JAVA_LONG, IOCB_POSITION, run.position());
    pointers.setAtIndex(ADDRESS, index, block);
  }

  /** Waits until all that is under way has ended, or nearly; answers how many did. */
  private int reap(List<WriteRun> runs, int underWay) {
    // Waking up for each of them costs more than any could be put to use early.
    long count = calls.getEvents(context, underWay, underWay, events);
    if (count == -AioCalls.EINTR) {
      return 0;
    }
    if (count < 0) {
      // The buffers may still be read from: nobody may go on as if they were free.
      throw new IllegalStateException("io_getevents: error " + -count);
    }
    for (int i = 0; i < count; i++) {
      MemorySegment event = events.asSlice((long) i * EVENT_BYTES, EVENT_BYTES);
      WriteRun run = runs.get((int) event.get(JAVA_LONG, EVENT_DATA));
      ended(run, event.get(JAVA_LONG, EVENT_RESULT));
    }
    return (int) count;
  }

  private static void ended(WriteRun run, long result) {
    if (result < 0) {
      run.fail(new IOException("write failed: error " + -result));
    } else {
      run.advance(result);
    }
  }

  @Override
  public void close() {
    calls.destroy(context);
    arena.close();
  }
}
