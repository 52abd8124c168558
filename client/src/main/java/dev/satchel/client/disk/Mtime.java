package dev.satchel.client.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sets when a file was modified last, to its nanosecond.
 *
 * <p>The JDK splits a time before 1970 into negative seconds and negative nanoseconds; the kernel
 * refuses those, and the JDK then sets 1970 without a word. Such a time goes to the kernel
 * directly, as whole seconds rounded down and what is left.
 */
final class Mtime {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  // From Linux's headers.
  private static final int RELATIVE_TO_WORKING_FOLDER = -100;
  private static final int NO_FOLLOW = 0x100;
  private static final long LEAVE_AS_IT_IS = (1L << 30) - 2;

  private static final FunctionDescriptor UTIMENSAT =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT);

  private Mtime() {}

  /** Never follows a symlink. Where an old time cannot be said exactly, its fraction is dropped. */
  static void set(Path path, long nanos) throws IOException {
    boolean split = nanos < 0 && nanos % NANOS_PER_SECOND != 0;
    if (split && setByKernel(path, nanos)) {
      return;
    }
    FileTime mtime =
        split
            ? FileTime.from(Math.floorDiv(nanos, NANOS_PER_SECOND), TimeUnit.SECONDS)
            : FileTime.from(nanos, TimeUnit.NANOSECONDS);
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(mtime, null, null);
  }

  private static boolean setByKernel(Path path, long nanos) {
    Optional<MethodHandle> utimensat = Kernel.function("utimensat", UTIMENSAT);
    if (utimensat.isEmpty()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name =
          arena.allocateFrom(path.toAbsolutePath().toString(), StandardCharsets.UTF_8);
      MemorySegment accessThenModification =
          arena.allocateFrom(
              ValueLayout.JAVA_LONG,
              0,
              LEAVE_AS_IT_IS,
              Math.floorDiv(nanos, NANOS_PER_SECOND),
              Math.floorMod(nanos, NANOS_PER_SECOND));
      int result =
          (int)
              utimensat
                  .get()
                  .invokeExact(RELATIVE_TO_WORKING_FOLDER, name, accessThenModification, NO_FOLLOW);
      return result == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("utimensat cannot be called", e);
    }
  }
}
