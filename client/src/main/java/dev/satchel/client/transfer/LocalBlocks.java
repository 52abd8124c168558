package dev.satchel.client.transfer;

import dev.satchel.contract.BlockHash;
import java.nio.file.Path;
import java.util.List;

/** Where a block may already lie on this machine. Answers are hints: the bytes are checked. */
@FunctionalInterface
public interface LocalBlocks {

  /** Knows of nothing. */
  LocalBlocks NONE = hash -> List.of();

  /** The places to look, best first; a few are enough. */
  List<Place> find(BlockHash hash);

  /** A range of a local file that held the block when it was last hashed. */
  record Place(Path file, long offset, int lengthBytes) {}
}
