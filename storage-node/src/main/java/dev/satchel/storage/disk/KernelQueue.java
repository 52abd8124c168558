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
 * in the kernel's {@code linux/aio_abi.h}.
 */
final class KernelQueue implements AutoCloseable {

  /** As many as a virtual disk takes at a time, and more than most groups hold. */
  private static final int MOST_WRITES = 64;

  private static final int IOCB_BYTES = 64;
  private static final int IOCB_DATA = 0;
  private static final int IOCB_OPCODE = 16;
  private static final int IOCB_DESCRIPTOR = 20;
  private static final int IOCB_BUFFER = 24;
  private static final int IOCB_LENGTH = 32;
  private static final int IOCB_POSITION = 40;
  private static final short PWRITE = 1;

  private static final int EVENT_BYTES = 32;
  private static final int EVENT_DATA = 0;
  private static final int EVENT_RESULT = 16;

  private final AioCalls calls;
  private final int descriptor;
  private final long context;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment blocks = arena.allocate((long) IOCB_BYTES * MOST_WRITES, Long.BYTES);
  private final MemorySegment pointers = arena.allocate(ADDRESS, MOST_WRITES);
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

  /** Puts all writes out; those that failed know it, and those cut short were not ended. */
  void write(List<PageWrite> writes) {
    for (int from = 0; from < writes.size(); from += MOST_WRITES) {
      writeSome(writes.subList(from, Math.min(writes.size(), from + MOST_WRITES)));
    }
  }

  private void writeSome(List<PageWrite> writes) {
    for (int i = 0; i < writes.size(); i++) {
      describe(i, writes.get(i));
    }
    int submitted = 0;
    int finished = 0;
    while (finished < writes.size()) {
      if (submitted < writes.size()) {
        long result = calls.submit(context, writes.size() - submitted, from(submitted));
        if (result > 0) {
          submitted += (int) result;
        } else if (submitted == finished) {
          // Nothing under way will make room.
          writes.get(submitted).fail(new IOException("io_submit: error " + -result));
          submitted++;
          finished++;
          continue;
        }
      }
      finished += reap(writes, submitted - finished);
    }
  }

  private MemorySegment from(int index) {
    return pointers.asSlice(index * ADDRESS.byteSize());
  }

  private void describe(int index, PageWrite write) {
    MemorySegment block = blocks.asSlice((long) index * IOCB_BYTES, IOCB_BYTES).fill((byte) 0);
    block.set(JAVA_LONG, IOCB_DATA, index);
    block.set(JAVA_SHORT, IOCB_OPCODE, PWRITE);
    block.set(JAVA_INT, IOCB_DESCRIPTOR, descriptor);
    block.set(JAVA_LONG, IOCB_BUFFER, MemorySegment.ofBuffer(write.source()).address());
    block.set(JAVA_LONG, IOCB_LENGTH, write.source().remaining());
    block.set(JAVA_LONG, IOCB_POSITION, write.position());
    pointers.setAtIndex(ADDRESS, index, block);
  }

  /** Waits for at least one write to end; answers how many did. */
  private int reap(List<PageWrite> writes, int underWay) {
    long count = calls.getEvents(context, 1, underWay, events);
    if (count == -AioCalls.EINTR) {
      return 0;
    }
    if (count < 0) {
      // The buffers may still be read from: nobody may go on as if they were free.
      throw new IllegalStateException("io_getevents: error " + -count);
    }
    for (int i = 0; i < count; i++) {
      MemorySegment event = events.asSlice((long) i * EVENT_BYTES, EVENT_BYTES);
      PageWrite write = writes.get((int) event.get(JAVA_LONG, EVENT_DATA));
      ended(write, event.get(JAVA_LONG, EVENT_RESULT));
    }
    return (int) count;
  }

  private static void ended(PageWrite write, long result) {
    if (result < 0) {
      write.fail(new IOException("write failed: error " + -result));
    } else {
      write.source().position(write.source().position() + (int) result);
    }
  }

  @Override
  public void close() {
    calls.destroy(context);
    arena.close();
  }
}
