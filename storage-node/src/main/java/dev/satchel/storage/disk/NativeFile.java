package dev.satchel.storage.disk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The Linux calls that Java has no words for, on a file descriptor of its own: {@code fallocate},
 * {@code lseek(SEEK_DATA)} and {@code posix_fadvise}.
 *
 * <p>It must be open as long as the file's lock is wanted: closing any descriptor of a file gives
 * up this process's POSIX locks on it.
 */
final class NativeFile implements AutoCloseable {

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;

  /**
   * Of a block device: fails when the system uses it, and keeps others who ask so from using it.
   */
  private static final int O_EXCL = 0x80;

  /** Has another value on ARM. */
  private static final int O_DIRECT =
      System.getProperty("os.arch").equals("aarch64") ? 0x10000 : 0x4000;

  private static final int SEEK_DATA = 3;
  private static final int POSIX_FADV_DONTNEED = 4;
  private static final int ENXIO = 6;
  private static final int ENOSPC = 28;
  private static final int EFBIG = 27;
  private static final int EDQUOT = 122;
  private static final int EINTR = 4;
  private static final int EBUSY = 16;
  private static final int FALLOC_FL_KEEP_SIZE = 1;
  private static final int FALLOC_FL_PUNCH_HOLE = 2;
  private static final int FALLOC_FL_ZERO_RANGE = 16;

  /** The largest folio of the page cache where memory pages have 4 KiB. */
  private static final long CACHED_PIECE_BYTES = 2 << 20;

  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private final int descriptor;

  private NativeFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens an existing file, or answers empty where these calls do not exist.
   *
   * @param direct whether what is written through a {@link #queue} goes past the page cache
   * @throws DiskBusyException for a block device that is mounted, or in use otherwise
   */
  static Optional<NativeFile> open(Path path, boolean direct) throws DiskBusyException {
    if (!LINUX) {
      return Optional.empty();
    }
    int flags = O_RDWR | O_CLOEXEC | (direct ? O_DIRECT : 0);
    // Without O_CREAT it says nothing to files, and is left away there.
    int result = open(path.toString(), Files.isRegularFile(path) ? flags : flags | O_EXCL);
    if (result == -EBUSY) {
      throw new DiskBusyException(path.toString());
    }
    return result < 0 ? Optional.empty() : Optional.of(new NativeFile(result));
  }

  /** The descriptor, or the negative error number. */
  private static int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Calls.STATE);
      int result = (int) Calls.OPEN.invokeExact(state, arena.allocateFrom(path), flags);
      return result >= 0 ? result : -(int) Calls.ERRNO.get(state, 0L);
    } catch (Throwable failure) {
      throw new IllegalStateException("open through the foreign linker", failure);
    }
  }

  /** Several writes at a time, where the kernel can; only for a file that was opened directly. */
  Optional<KernelQueue> queue() {
    return KernelQueue.open(descriptor);
  }

  /**
   * Takes the space of a range.
   *
   * @return false where the file system cannot
   * @throws DiskFullException if there is not that much
   */
  boolean allocate(long position, long lengthBytes) throws IOException {
    int errno = fallocate(0, position, lengthBytes);
    if (errno == ENOSPC || errno == EFBIG || errno == EDQUOT) {
      throw new DiskFullException("no space left for " + lengthBytes + " bytes");
    }
    return errno == 0;
  }

  /**
   * Makes a range read as zeros and gives its space back; a device that cannot take it back may
   * still know how to write zeros by itself.
   *
   * @return false where the file system or device can do neither
   */
  boolean erase(long position, long lengthBytes) {
    return fallocate(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, position, lengthBytes) == 0
        || fallocate(FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, position, lengthBytes) == 0;
  }

  /** The call's error number, or 0. */
  private int fallocate(int mode, long position, long lengthBytes) {
    int errno;
    do {
      errno = fallocateOnce(mode, position, lengthBytes);
    } while (errno == EINTR);
    return errno;
  }

  private int fallocateOnce(int mode, long position, long lengthBytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Calls.STATE);
      int result =
          (int) Calls.FALLOCATE.invokeExact(state, descriptor, mode, position, lengthBytes);
      return result == 0 ? 0 : (int) Calls.ERRNO.get(state, 0L);
    } catch (Throwable failure) {
      throw new IllegalStateException("fallocate through the foreign linker", failure);
    }
  }

  /** The next position that may hold something, or empty when only holes follow. */
  OptionalLong nextData(long position) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Calls.STATE);
      long found = (long) Calls.LSEEK.invokeExact(state, descriptor, position, SEEK_DATA);
      if (found >= 0) {
        return OptionalLong.of(found);
      }
      boolean nothingFollows = (int) Calls.ERRNO.get(state, 0L) == ENXIO;
      return nothingFollows ? OptionalLong.empty() : OptionalLong.of(position);
    } catch (Throwable failure) {
      throw new IllegalStateException("lseek through the foreign linker", failure);
    }
  }

  /** Asks the kernel to forget the clean pages of a range; it may keep them. */
  void dropCached(long position, long lengthBytes) {
    // What lies in a piece of the cache that is not wholly within the range would stay.
    long from = Math.floorDiv(position, CACHED_PIECE_BYTES) * CACHED_PIECE_BYTES;
    long end = Math.ceilDiv(position + lengthBytes, CACHED_PIECE_BYTES) * CACHED_PIECE_BYTES;
    try {
      int ignored =
          (int) Calls.FADVISE.invokeExact(descriptor, from, end - from, POSIX_FADV_DONTNEED);
    } catch (Throwable failure) {
      throw new IllegalStateException("posix_fadvise through the foreign linker", failure);
    }
  }

  @Override
  public void close() {
    try {
      int ignored = (int) Calls.CLOSE.invokeExact(descriptor);
    } catch (Throwable failure) {
      throw new IllegalStateException("close through the foreign linker", failure);
    }
  }

  /** Linked once, at the first use; never touched elsewhere than on Linux. */
  private static final class Calls {

    static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    static final MethodHandle OPEN =
        linkWithErrno("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle CLOSE = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    static final MethodHandle FADVISE =
        link(
            "posix_fadvise",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    static final MethodHandle FALLOCATE =
        linkWithErrno(
            "fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    static final MethodHandle LSEEK =
        linkWithErrno("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));

    @SuppressWarnings("restricted") // The flag that allows it stands in bin/jvm.flags.
    private static MethodHandle link(String name, FunctionDescriptor signature) {
      return Linker.nativeLinker().downcallHandle(symbol(name), signature);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle linkWithErrno(String name, FunctionDescriptor signature) {
      return Linker.nativeLinker()
          .downcallHandle(symbol(name), signature, Linker.Option.captureCallState("errno"));
    }

    private static MemorySegment symbol(String name) {
      SymbolLookup libc = Linker.nativeLinker().defaultLookup();
      return libc.find(name).orElseThrow(() -> new IllegalStateException("no " + name));
    }
  }
}
