package dev.satchel.metadata;

import dev.satchel.contract.BlockHash;
import dev.satchel.metadata.store.BlockTable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Which blocks a caller may refer to: a hash is a name, never a key. They are those that its
 * namespaces refer to already, and those that its user uploaded lately.
 */
record Possession(Handle handle, Caller caller, Instant uploadedSince) {

  Set<BlockHash> notHeld(Collection<BlockHash> hashes) {
    BlockTable blocks = new BlockTable(handle);
    Set<BlockHash> missing = new HashSet<>(hashes);
    missing.removeAll(blocks.referenced(caller.rootNamespace(), missing));
    missing.removeAll(blocks.uploaded(caller.userId(), missing, uploadedSince));
    return missing;
  }
}
