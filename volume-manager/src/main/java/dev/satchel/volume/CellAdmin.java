package dev.satchel.volume;

import dev.satchel.contract.BlockHash;
import dev.satchel.volume.admin.BlockLocation;
import dev.satchel.volume.admin.BlockVerification;
import dev.satchel.volume.admin.CapacityReport;
import dev.satchel.volume.admin.DiskList;
import dev.satchel.volume.admin.NodeList;
import dev.satchel.volume.admin.NodeView;
import dev.satchel.volume.admin.StatusReport;
import dev.satchel.volume.admin.Topology;
import dev.satchel.volume.admin.VolumeList;
import dev.satchel.volume.admin.VolumeView;
import java.util.Optional;

/** What an operator may ask of a cell and tell it. Thread-safe; the calls block. */
public final class CellAdmin {

  CellAdmin() {}

  /** The cell on one page. */
  public StatusReport status() {
    throw new UnsupportedOperationException();
  }

  /** All nodes ever seen and not removed. */
  public NodeList nodes() {
    throw new UnsupportedOperationException();
  }

  /** One node. */
  public Optional<NodeView> node(String id) {
    throw new UnsupportedOperationException();
  }

  /** All disks of all nodes. */
  public DiskList disks() {
    throw new UnsupportedOperationException();
  }

  /** Capacity by disk and in all. */
  public CapacityReport capacity() {
    throw new UnsupportedOperationException();
  }

  /** Nodes by failure domain. */
  public Topology topology() {
    throw new UnsupportedOperationException();
  }

  /** All volumes. */
  public VolumeList volumes() {
    throw new UnsupportedOperationException();
  }

  /** One volume. */
  public Optional<VolumeView> volume(long id) {
    throw new UnsupportedOperationException();
  }

  /**
   * Seals an open volume and waits a while for it to be done; the answer's state says whether it
   * is.
   */
  public Optional<VolumeView> sealVolume(long id) {
    throw new UnsupportedOperationException();
  }

  /** Seals every open volume that holds a block; answers those volumes. */
  public VolumeList sealAll() {
    throw new UnsupportedOperationException();
  }

  /** Where a block's copies lie; empty when the index does not know it. */
  public Optional<BlockLocation> locate(BlockHash hash) {
    throw new UnsupportedOperationException();
  }

  /** Reads every copy of a block and checks it; empty when the index does not know it. */
  public Optional<BlockVerification> verify(BlockHash hash) {
    throw new UnsupportedOperationException();
  }
}
