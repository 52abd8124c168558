package dev.satchel.metadata;

import dev.satchel.contract.BlockHash;
import java.util.Collection;
import java.util.Set;

/** Who may refer to which block. */
public final class BlockReferences {

  BlockReferences() {}

  /** Whether a file of the caller, now or in its history, has the block. */
  public boolean mayRead(Caller caller, BlockHash hash) {
    throw new UnsupportedOperationException();
  }

  /** Remembers that the caller sent the bytes; durable on return. */
  public void recordUpload(Caller caller, BlockHash hash) {
    throw new UnsupportedOperationException();
  }

  /** Those that the caller neither refers to nor sent within the grace period. */
  public Set<BlockHash> notHeld(Caller caller, Collection<BlockHash> hashes) {
    throw new UnsupportedOperationException();
  }
}
