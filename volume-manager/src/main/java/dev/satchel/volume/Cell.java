package dev.satchel.volume;

import dev.satchel.contract.BlockHash;
import dev.satchel.storage.client.NodeClientConfig;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.volume.block.BlockDecoder;
import dev.satchel.volume.manage.Signal;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.model.BlockAddress;
import dev.satchel.volume.read.BlockReader;
import dev.satchel.volume.read.DamagedCopies;
import dev.satchel.volume.read.VolumeCache;
import dev.satchel.volume.sql.BlockIndex;
import dev.satchel.volume.sql.CellDatabase;
import dev.satchel.volume.store.BlockStore;
import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.PutOutcome;
import dev.satchel.volume.write.WritePath;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A process's handle on the cell: its SQL stores, its connections to the nodes, its writers. */
public final class Cell implements BlockStore, AutoCloseable {

  /** A touch renews a mark only when a good part of the grace period is over. */
  private static final int TOUCHES_PER_GRACE = 8;

  private final CellConfig config;
  private final CellDatabase database;
  private final NodeClients clients;
  private final NodeDirectory directory;
  private final BlockReader reader;
  private final WritePath writers;
  private final Signal managerNews = new Signal();
  private final Runnable closeRuntime;

  private Cell(CellConfig config, NodeRuntime runtime, Runnable closeRuntime) {
    this.config = config;
    this.closeRuntime = closeRuntime;
    this.database = CellDatabase.open(config.jdbcUrl());
    if (config.exclusive()) {
      database.claims().releaseAll();
      database.nodes().doubtAll(); // they may be anywhere by now, until they say where
    }
    this.clients = new NodeClients(NodeClientConfig.defaults(config.clusterKey()), runtime);
    this.directory = new NodeDirectory(database.nodes(), clients);
    VolumeCache volumes = new VolumeCache(database.volumes());
    this.reader =
        new BlockReader(
            new BlockReader.Parts(
                database.blocks(),
                volumes,
                directory,
                new BlockDecoder(runtime.allocator()),
                new DamagedCopies(
                    volumes, directory, database.claims(), managerNews::raise, config.metrics())),
            config.metrics());
    this.writers =
        new WritePath(
            new WritePath.Parts(
                database,
                directory,
                runtime.allocator(),
                hash -> touch(List.of(hash)).containsKey(hash),
                config.options().periods().sealAfter(),
                config.owner(),
                config.exclusive(),
                managerNews::raise),
            config.metrics());
  }

  /** Opens the cell, making or migrating its tables when needed. */
  public static Cell open(CellConfig config) {
    NodeRuntime runtime = NodeRuntime.start(NodeRuntimeConfig.defaults());
    try {
      return new Cell(config, runtime, runtime::close);
    } catch (RuntimeException e) {
      runtime.close();
      throw e;
    }
  }

  /** The same with event loops and buffers shared with others, which stay open when this closes. */
  public static Cell open(CellConfig config, NodeRuntime runtime) {
    return new Cell(config, runtime, () -> {});
  }

  /** What an operator may ask and tell. */
  public CellAdmin admin() {
    return new CellAdmin(database, directory, reader, config.options(), managerNews::raise);
  }

  /**
   * Claims volumes to write to, and waits until there is one.
   *
   * @return whether a put would find a volume now
   */
  public boolean awaitWritable(Duration timeout) {
    return writers.awaitWritable(timeout);
  }

  @Override
  public PutOutcome put(BlockHash hash, ByteBuf plain) {
    return writers.put(hash, plain);
  }

  @Override
  public GetOutcome get(BlockHash hash) {
    return reader.get(hash);
  }

  @Override
  public Set<BlockHash> missing(Collection<BlockHash> hashes) {
    return without(hashes, database.blocks().present(hashes));
  }

  @Override
  public Map<BlockHash, Integer> touch(Collection<BlockHash> hashes) {
    BlockIndex index = database.blocks();
    long now = System.currentTimeMillis();
    long grace = config.options().periods().grace().toMillis();
    return index.touch(hashes, now, now - grace / TOUCHES_PER_GRACE);
  }

  @Override
  public OptionalInt lengthOf(BlockHash hash) {
    return database.blocks().find(hash).stream().mapToInt(BlockAddress::plainLength).findFirst();
  }

  /** Whether no block was ever stored. */
  public boolean isEmpty() {
    return database.blocks().totals().blocks() == 0;
  }

  /** Finishes the puts that are under way, lets go of the claimed volumes, closes everything. */
  @Override
  public void close() {
    writers.close();
    clients.close();
    database.close();
    closeRuntime.run();
  }

  CellConfig config() {
    return config;
  }

  CellDatabase database() {
    return database;
  }

  NodeDirectory directory() {
    return directory;
  }

  Signal managerNews() {
    return managerNews;
  }

  /** A volume may be free for this process's writers. */
  void volumeOpened() {
    writers.volumeOpened();
  }

  private static Set<BlockHash> without(Collection<BlockHash> hashes, Set<BlockHash> present) {
    Set<BlockHash> rest = new HashSet<>(hashes);
    rest.removeAll(present);
    return rest;
  }
}
