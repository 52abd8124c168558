package dev.satchel.volume;

import dev.satchel.contract.BlockHash;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;

/** A process's handle on the cell: its SQL stores, its connections to the nodes, its writers. */
public final class Cell implements BlockStore, AutoCloseable {

  private Cell() {}

  /** Opens the cell, making or migrating its tables when needed. */
  public static Cell open(CellConfig config) {
    throw new UnsupportedOperationException();
  }

  /** What an operator may ask and tell. */
  public CellAdmin admin() {
    throw new UnsupportedOperationException();
  }

  /**
   * Claims volumes to write to, and waits until there is one.
   *
   * @return whether a put would find a volume now
   */
  public boolean awaitWritable(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PutOutcome put(BlockHash hash, ByteBuf plain) {
    throw new UnsupportedOperationException();
  }

  @Override
  public GetOutcome get(BlockHash hash) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<BlockHash> missing(Collection<BlockHash> hashes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<BlockHash> touch(Collection<BlockHash> hashes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalInt lengthOf(BlockHash hash) {
    throw new UnsupportedOperationException();
  }

  /** Finishes the puts that are under way, lets go of the claimed volumes, closes everything. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
