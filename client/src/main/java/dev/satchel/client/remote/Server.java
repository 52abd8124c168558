package dev.satchel.client.remote;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ListPage;
import dev.satchel.contract.NotifyAnswer;
import dev.satchel.contract.VersionList;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sync engine asks of a server.
 *
 * <p>Every call blocks, has a deadline, may be made from any thread, and has already been retried
 * where that is safe when it throws.
 */
public interface Server {

  /**
   * Commits up to {@link dev.satchel.contract.Limits#MAX_ENTRIES} changes, each independent of the
   * others; what became of each is in the answer, in order.
   *
   * @param idempotencyKey the same key again returns the first answer and changes nothing
   */
  CommitAnswer commit(List<CommitEntry> entries, String idempotencyKey) throws ServerException;

  /** Reads the journal after {@code cursor}; without one, the whole tree, parents first. */
  DeltaPage delta(@Nullable String cursor, int limit) throws ServerException;

  /** Waits until the journal goes on after {@code cursor}, at most {@code timeout}. */
  NotifyAnswer subscribe(String cursor, Duration timeout) throws ServerException;

  /** The versions of a path, newest first. */
  VersionList versions(String path) throws ServerException;

  /** Makes a version the newest one. */
  CommitResult restore(String path, String rev) throws ServerException;

  /** Lists a folder, or all below it. */
  ListPage list(String path, boolean recursive, @Nullable String cursor, int limit)
      throws ServerException;

  /** One entry, as it is now or as it was at {@code rev}; empty when there is none. */
  Optional<Entry> entry(String path, @Nullable String rev) throws ServerException;

  /**
   * Which of these blocks have to be sent before a commit may name them.
   *
   * @param hashes at most {@link dev.satchel.contract.Limits#MAX_HASHES}
   */
  Set<BlockHash> check(Collection<BlockHash> hashes) throws ServerException;

  /** Sends a block; durable on return. Leaves the position of {@code bytes} where it was. */
  void put(BlockHash hash, ByteBuffer bytes) throws ServerException;

  /**
   * Fetches a block into {@code into} from its position on, and moves the position behind it. The
   * bytes have been checked against {@code hash}; when the call throws, the position is where it
   * was.
   *
   * @throws ServerException also when the block is longer than what remains in {@code into}
   */
  void get(BlockHash hash, ByteBuffer into) throws ServerException;
}
