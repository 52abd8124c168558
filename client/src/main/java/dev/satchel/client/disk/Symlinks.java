package dev.satchel.client.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes symlinks that say exactly what they are told to. A target is a text: the JDK would take it
 * for a path, and write {@code a/b} for {@code a//b} and {@code a} for {@code a/}.
 */
final class Symlinks {

  private static final FunctionDescriptor SYMLINK =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

  private Symlinks() {}

  /** Makes a symlink where there is nothing. */
  static void create(Path link, String target) throws IOException {
    Path asPath;
    try {
      asPath = link.getFileSystem().getPath(target);
    } catch (InvalidPathException e) {
      throw new FileSystemException(
          link.toString(), null, "its target cannot be said here: " + e.getReason());
    }
    if (asPath.toString().equals(target) || !createByKernel(link, target)) {
      // Also where the kernel refused: the JDK then says why.
      Files.createSymbolicLink(link, asPath);
    }
  }

  private static boolean createByKernel(Path link, String target) {
    Optional<MethodHandle> symlink = Kernel.function("symlink", SYMLINK);
    if (symlink.isEmpty()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(target, StandardCharsets.UTF_8);
      MemorySegment place =
          arena.allocateFrom(link.toAbsolutePath().toString(), StandardCharsets.UTF_8);
      return (int) symlink.get().invokeExact(text, place) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("symlink cannot be called", e);
    }
  }
}
