package dev.satchel.client.transfer;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Sends the blocks that the server does not have. Thread-safe; all uploads through one object share
 * one bound on memory.
 */
public final class Uploader {

  /** Blocks in memory at once. */
  private static final int BLOCKS = 8;

  /** Blocks on their way at once, when they are small. */
  private static final int HANDS = 32;

  private final Server server;
  private final Transfers transfers;
  private final BlockBuffers buffers = new BlockBuffers(BLOCKS);

  /** Sends to {@code server} and counts in {@code transfers}. */
  public Uploader(Server server, Transfers transfers) {
    this.server = server;
    this.transfers = transfers;
  }

  /**
   * Brings the blocks of all these files to the server: asks which are missing, for all files
   * together, then sends each missing block once, several at a time. A block is read and hashed
   * again as it is sent.
   *
   * @return an outcome for each upload, in order
   * @throws ServerException if the server cannot be reached or this device is no longer signed in:
   *     then nothing is said of any file
   */
  public List<UploadOutcome> upload(List<Upload> uploads) throws ServerException {
    UploadRound round = new UploadRound(uploads, missing(uploads));
    Crew.workOff(round.missing(), HANDS, hash -> send(round, hash));
    return round.outcomes();
  }

  private Set<BlockHash> missing(List<Upload> uploads) throws ServerException {
    SequencedSet<BlockHash> all = new LinkedHashSet<>();
    uploads.forEach(upload -> all.addAll(upload.blocks().hashes()));
    List<BlockHash> hashes = new ArrayList<>(all);
    Set<BlockHash> missing = new HashSet<>();
    for (int from = 0; from < hashes.size(); from += Limits.MAX_HASHES) {
      int to = Math.min(hashes.size(), from + Limits.MAX_HASHES);
      missing.addAll(server.check(hashes.subList(from, to)));
    }
    missing.retainAll(all);
    return missing;
  }

  /** Tries one file after the other that should hold the block, until one does. */
  private void send(UploadRound round, BlockHash hash)
      throws ServerException, InterruptedIOException {
    for (UploadRound.Source source : round.sourcesOf(hash)) {
      try (BlockBuffers.Lease lease = buffers.lease(source.lengthBytes())) {
        if (round.read(source, hash, lease.buffer())) {
          put(round, source, hash, lease);
          return;
        }
      }
    }
  }

  private void put(
      UploadRound round, UploadRound.Source source, BlockHash hash, BlockBuffers.Lease lease)
      throws ServerException {
    try {
      server.put(hash, lease.buffer());
    } catch (ServerException e) {
      if (Failures.concernAll(e)) {
        throw e;
      }
      round.refused(hash, e);
      return;
    }
    transfers.addUploaded(source.lengthBytes());
    round.sent(source, hash);
  }
}
