package dev.satchel.client.transfer;

import dev.satchel.contract.BlockHash;
import java.nio.file.Path;
import java.util.List;

/**
 * A file to fetch.
 *
 * @param temp where its bytes are gathered; what an earlier, interrupted download left there is
 *     checked and used
 */
public record Download(List<BlockHash> hashes, long sizeBytes, Path temp) {

  /** Copies the list. */
  public Download {
    hashes = List.copyOf(hashes);
  }
}
