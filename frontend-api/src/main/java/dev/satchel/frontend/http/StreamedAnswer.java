package dev.satchel.frontend.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends a body part by part. Two parts are under way at most: one in the socket, one being made; a
 * slow peer so slows the maker, and memory stays bounded.
 */
final class StreamedAnswer implements BodyWriter {
  private static final int PARTS = 2;

  private final HttpConnection connection;
  private final HttpTimeouts timeouts;
  private final long announcedBytes;
  private final Semaphore free = new Semaphore(PARTS);
  private volatile boolean failed;
  private long writtenBytes;

  StreamedAnswer(HttpConnection connection, HttpTimeouts timeouts, ResponseBody.Streamed body) {
    this.connection = connection;
    this.timeouts = timeouts;
    this.announcedBytes = body.lengthBytes();
  }

  @Override
  public void write(Payload part) {
    int length = part.lengthBytes();
    try {
      take(1, length);
      writtenBytes += length;
      if (writtenBytes > announcedBytes) {
        throw new IllegalStateException("more body than announced");
      }
    } catch (RuntimeException e) {
      part.close();
      throw e;
    }
    connection.writePart(part, this::partWritten);
  }

  /** Waits until every part is out. */
  void end() {
    take(PARTS, 0);
    if (writtenBytes != announcedBytes) {
      throw new IllegalStateException("less body than announced");
    }
  }

  private void partWritten(boolean success) {
    failed |= !success;
    free.release();
  }

  private void take(int parts, int lengthBytes) {
    long patience = timeouts.transferOf(lengthBytes).toMillis();
    try {
      if (!free.tryAcquire(parts, patience, TimeUnit.MILLISECONDS)) {
        throw new ClientGoneException("the peer reads too slowly");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientGoneException("the server stops");
    }
    if (failed) {
      throw new ClientGoneException("the connection ended");
    }
  }
}
