package dev.satchel.client.transfer;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets blocks from this machine where it has them, else from the server. */
final class BlockSource {

  private static final Logger LOG = LoggerFactory.getLogger(BlockSource.class);

  private final Server server;
  private final LocalBlocks localBlocks;
  private final Transfers transfers;

  BlockSource(Server server, LocalBlocks localBlocks, Transfers transfers) {
    this.server = server;
    this.localBlocks = localBlocks;
    this.transfers = transfers;
  }

  /**
   * Puts a block into the buffer, from position 0 to its limit.
   *
   * @return how many bytes came over the wire
   */
  int fill(BlockHash hash, ByteBuffer into) throws ServerException, InterruptedIOException {
    List<LocalBlocks.Place> places = localBlocks.find(hash);
    for (LocalBlocks.Place place : places) {
      if (place.lengthBytes() <= into.capacity() && read(place, hash, into)) {
        return 0;
      }
    }
    server.get(hash, into.clear());
    into.flip();
    transfers.addDownloaded(into.remaining());
    return into.remaining();
  }

  private static boolean read(LocalBlocks.Place place, BlockHash hash, ByteBuffer into)
      throws InterruptedIOException {
    try (FileChannel file = Chunker.open(place.file())) {
      FileRange.read(file, place.offset(), into.clear().limit(place.lengthBytes()));
      return into.remaining() == place.lengthBytes() && BlockHasher.hash(into).equals(hash);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      LOG.debug("{} cannot give block {}, asking elsewhere", place.file(), hash, e);
      return false;
    }
  }
}
