package dev.satchel.volume.write;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.contract.BlockHash;
import dev.satchel.volume.block.BlockEncoder;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.sql.CellDatabase;
import dev.satchel.volume.sql.ClaimTable;
import dev.satchel.volume.store.PutOutcome;
import dev.satchel.volume.store.StoreUnavailableException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.function.Predicate;

/** The write path of one process, put together. Thread-safe. */
public final class WritePath implements AutoCloseable {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final PutQueue queue = new PutQueue();
  private final IndexCommitter committer;
  private final WriterPool pool;
  private final BlockWriter writer;

  /**
   * What the write path works with.
   *
   * @param isStored whether the index has a hash; it is touched then
   * @param owner this process start
   * @param exclusive nobody else could take its claims
   * @param managerNews raised when a volume needs the manager
   */
  public record Parts(
      CellDatabase database,
      NodeDirectory directory,
      ByteBufAllocator allocator,
      Predicate<BlockHash> isStored,
      Duration sealAfter,
      String owner,
      boolean exclusive,
      Runnable managerNews) {}

  public WritePath(Parts parts, MetricRegistry metrics) {
    ClaimTable claims = parts.database().claims();
    this.committer = new IndexCommitter(parts.database().blocks(), metrics);
    this.pool =
        new WriterPool(
            new WriterPool.Parts(
                new VolumeWriter.Parts(queue, committer, parts.allocator(), parts.sealAfter()),
                new VolumeClaimer(claims, parts.directory(), parts.owner(), parts.managerNews()),
                claims,
                parts.database().notes(),
                parts.owner(),
                !parts.exclusive(),
                parts.managerNews()));
    this.writer =
        new BlockWriter(
            parts.isStored(), new BlockEncoder(parts.allocator()), queue, pool, metrics);
  }

  /** Stores one block. */
  public PutOutcome put(BlockHash hash, ByteBuf plain) {
    return writer.put(hash, plain);
  }

  /** A volume may be free. */
  public void volumeOpened() {
    pool.wake();
  }

  /** Claims a volume, and waits until there is one; false when none came in time. */
  public boolean awaitWritable(Duration atMost) {
    pool.start();
    try {
      return pool.awaitWriting(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return pool.isWriting();
    }
  }

  /** Finishes what is under way and lets the claimed volumes go. */
  @Override
  public void close() {
    writer.close();
    pool.close();
    committer.close();
    queue
        .removeAll()
        .forEach(put ->
            put.failed(new StoreUnavailableException("the store is closing", RETRY_AFTER, null)));
  }
}
