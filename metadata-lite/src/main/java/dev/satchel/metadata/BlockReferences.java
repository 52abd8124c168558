package dev.satchel.metadata;

import dev.satchel.contract.BlockHash;
import dev.satchel.metadata.store.BlockTable;
import dev.satchel.metadata.store.Database;
import java.util.Collection;
import java.util.Set;

/** Who may refer to which block, and who may read it. */
public final class BlockReferences {

  private final Database database;
  private final MetadataConfig config;
  private final UploadLog uploads;

  BlockReferences(Database database, MetadataConfig config) {
    this.database = database;
    this.config = config;
    this.uploads = new UploadLog(database, config.clock());
  }

  /** Whether a file of the caller, now or in its history, has the block. */
  public boolean mayRead(Caller caller, BlockHash hash) {
    return database.read(handle -> new BlockTable(handle).uses(caller.rootNamespace(), hash) > 0);
  }

  /**
   * Remembers that the caller sent the bytes, so that it may commit files that have them within the
   * grace period. Durable on return.
   */
  public void recordUpload(Caller caller, BlockHash hash) {
    uploads.record(new BlockTable.Upload(caller.userId(), hash));
  }

  /** Those that the caller neither refers to nor sent within the grace period. */
  public Set<BlockHash> notHeld(Caller caller, Collection<BlockHash> hashes) {
    return database.read(handle ->
        new Possession(handle, caller, config.clock().instant().minus(config.grace()))
            .notHeld(hashes));
  }
}
