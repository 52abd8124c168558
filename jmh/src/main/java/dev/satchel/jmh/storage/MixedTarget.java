package dev.satchel.jmh.storage;

import java.io.IOException;

/** Something that takes small appends while it is busy with large ones and with reads. */
interface MixedTarget extends AutoCloseable {

  int SMALL_BYTES = 4 << 10;
  int LARGE_BYTES = 1 << 20;
  int READ_BYTES = 4 << 20;

  /** How many pieces there are to read. */
  int READABLE = 64;

  /** Goes on where nothing was written; before each iteration. */
  void turnPage();

  /** Returns when 4 KiB more are durable. One thread. */
  void appendSmall() throws IOException;

  /** Returns when 1 MiB more is durable. Another thread. */
  void appendLarge() throws IOException;

  /** Reads a piece of 4 MiB that was there before. A third thread. */
  void read(int number) throws IOException;

  @Override
  void close() throws IOException;
}
