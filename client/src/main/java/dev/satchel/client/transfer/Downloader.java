package dev.satchel.client.transfer;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;

/**
 * Fetches files into temporary files. Thread-safe: all downloads through one object share one bound
 * on memory.
 */
public final class Downloader {

  /** Blocks in memory at once. */
  private static final int BLOCKS = 8;

  private final BlockSource source;
  private final BlockBuffers buffers = new BlockBuffers(BLOCKS);

  /** Fetches from {@code server} what {@code localBlocks} does not have. */
  public Downloader(Server server, LocalBlocks localBlocks, Transfers transfers) {
    this.source = new BlockSource(server, localBlocks, transfers);
  }

  /**
   * Gathers the file in its temporary file, checks every block's hash, and syncs it.
   *
   * @throws ServerException if the server cannot be reached or this device is no longer signed in
   */
  public DownloadOutcome download(Download download) throws ServerException {
    try (FileChannel temp =
        FileChannel.open(
            download.temp(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      return new Assembly(download, temp, buffers, source).run();
    } catch (ServerException e) {
      if (Failures.concernAll(e)) {
        throw e;
      }
      return new DownloadOutcome.Refused(e);
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw new ServerException.Unreachable("the download was interrupted", true, e);
    } catch (IOException e) {
      return new DownloadOutcome.LocalFailure(DiskProblem.of(e));
    }
  }
}
