package dev.satchel.storage.disk;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The four system calls of Linux's asynchronous I/O. The C library has no names for them; each
 * answers what the kernel answers, a negative error number when it refused.
 */
final class AioCalls {

  static final int EINTR = 4;

  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Numbers numbers;
  private final MethodHandle syscall;

  /** What the calls are named on one kind of processor. */
  private record Numbers(long setup, long destroy, long getEvents, long submit) {}

  @SuppressWarnings("restricted") // The flag that allows it stands in bin/jvm.flags.
  private AioCalls(Numbers numbers) {
    this.numbers = numbers;
    Linker linker = Linker.nativeLinker();
    this.syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));
  }

  /** The calls, where this process runs on a Linux whose numbers are known here. */
  static Optional<AioCalls> find() {
    return Holder.CALLS;
  }

  private static Optional<AioCalls> link() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> Optional.of(new AioCalls(new Numbers(206, 207, 208, 209)));
      case "aarch64" -> Optional.of(new AioCalls(new Numbers(0, 1, 4, 2)));
      default -> Optional.empty();
    };
  }

  long setup(int mostEvents, MemorySegment context) {
    return call(numbers.setup, mostEvents, context.address(), 0, 0, 0);
  }

  long destroy(long context) {
    return call(numbers.destroy, context, 0, 0, 0, 0);
  }

  long submit(long context, long count, MemorySegment pointers) {
    return call(numbers.submit, context, count, pointers.address(), 0, 0);
  }

  /** Waits for {@code least} events at least. */
  long getEvents(long context, long least, long most, MemorySegment events) {
    return call(numbers.getEvents, context, least, most, events.address(), 0);
  }

  private long call(long number, long a, long b, long c, long d, long e) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) syscall.invokeExact(state, number, a, b, c, d, e);
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (Throwable failure) {
      throw new IllegalStateException("syscall through the foreign linker", failure);
    }
  }

  /** Linked once, at the first use. */
  private static final class Holder {
    static final Optional<AioCalls> CALLS = link();
  }
}
