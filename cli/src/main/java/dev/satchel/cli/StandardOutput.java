package dev.satchel.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a process prints, in UTF-8, line by line; knows whether somebody still reads it. */
final class StandardOutput extends PrintStream {

  private final Pipe pipe;

  private StandardOutput(Pipe pipe) {
    super(new BufferedOutputStream(pipe), true, StandardCharsets.UTF_8);
    this.pipe = pipe;
  }

  /** That of this process. */
  static StandardOutput ofProcess() {
    return to(new FileOutputStream(FileDescriptor.out));
  }

  static StandardOutput to(OutputStream out) {
    return new StandardOutput(new Pipe(out));
  }

  /** Whether the other end of a pipe was closed, as {@code head} does when it has enough. */
  boolean hasLostItsReader() {
    return pipe.isBroken;
  }

  /** Remembers why nothing more can be written, which a {@link PrintStream} does not tell. */
  private static final class Pipe extends OutputStream {

    /** What the system calls it; the JDK has no other sign of it. */
    private static final String BROKEN = "Broken pipe";

    private final OutputStream out;
    private volatile boolean isBroken;

    Pipe(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException failure) {
        isBroken = BROKEN.equals(failure.getMessage());
        throw failure;
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
