package dev.satchel.jmh.storage;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.scrub.Scrubber;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An extent store: what is small, what is large and what is read lie in extents of their own. The
 * last can be scrubbed meanwhile, at the rate that nodes have by default and without stepping
 * aside.
 */
final class StoreUnderLoad implements MixedTarget {

  private static final long EXTENT_BYTES = 1L << 30;
  private static final long DISK_BYTES = 64L << 30;

  private final MeasuredStore store;
  private final ExtentId old;
  private final Appender small;
  private final Appender large;
  private final Optional<Scrubber> scrubber;

  StoreUnderLoad(Path disk, boolean scrubbed) throws IOException {
    store = new MeasuredStore(disk, MeasuredStore.thin(EXTENT_BYTES, DISK_BYTES));
    old = store.create();
    ByteBuf payload = RandomPayload.of(READ_BYTES, 1);
    for (int i = 0; i < READABLE; i++) {
      store.append(old, positionOf(i), store.receive(payload)).join();
    }
    payload.release();
    small = new Appender(store, SMALL_BYTES, 1);
    large = new Appender(store, LARGE_BYTES, 1);
    scrubber = scrubbed ? Optional.of(store.scrub(old, positionOf(READABLE))) : Optional.empty();
  }

  private static long positionOf(int number) {
    return (long) number * BatchFormat.paddedLength(READ_BYTES);
  }

  @Override
  public void turnPage() {
    small.turnPage();
    large.turnPage();
    scrubber.ifPresent(Scrubber::startNow);
  }

  @Override
  public void appendSmall() {
    small.send(small.receive()).join();
  }

  @Override
  public void appendLarge() {
    large.send(large.receive()).join();
  }

  @Override
  public void read(int number) {
    store.read(old, positionOf(number), READ_BYTES).join();
  }

  @Override
  public void close() throws IOException {
    scrubber.ifPresent(Scrubber::close);
    small.close();
    large.close();
    store.close();
  }
}
