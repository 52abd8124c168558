package dev.satchel.volume.read;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import dev.satchel.contract.BlockHash;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.volume.block.BlockDecoder;
import dev.satchel.volume.block.ByteGate;
import dev.satchel.volume.block.Decoded;
import dev.satchel.volume.members.NodeCalls;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.model.BlockAddress;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.sql.BlockIndex;
import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.StoreUnavailableException;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads blocks. Thread-safe; calls block. */
public final class BlockReader {

  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final Duration GATE_PATIENCE = Duration.ofSeconds(10);
  private static final long BYTES_IN_FLIGHT = 64L << 20;
  private static final Logger log = LoggerFactory.getLogger(BlockReader.class);

  private final BlockIndex index;
  private final VolumeCache volumes;
  private final NodeDirectory directory;
  private final BlockDecoder decoder;
  private final DamagedCopies damaged;
  private final ByteGate gate = new ByteGate(BYTES_IN_FLIGHT);
  private final Timer reads;

  /** What a reader works with. */
  public record Parts(
      BlockIndex index,
      VolumeCache volumes,
      NodeDirectory directory,
      BlockDecoder decoder,
      DamagedCopies damaged) {}

  public BlockReader(Parts parts, MetricRegistry metrics) {
    this.index = parts.index();
    this.volumes = parts.volumes();
    this.directory = parts.directory();
    this.decoder = parts.decoder();
    this.damaged = parts.damaged();
    this.reads = metrics.timer("cell.get");
  }

  /** Reads one block. */
  public GetOutcome get(BlockHash hash) {
    try (Timer.Context _ = reads.time()) {
      Optional<BlockAddress> address = index.find(hash);
      return address.isEmpty() ? new GetOutcome.Absent() : gated(address.get());
    }
  }

  /** Reads and checks the copy of a block on one extent; the caller releases what is good. */
  public Decoded readCopy(BlockAddress address, Extent extent) {
    Optional<NodeClient> client = directory.client(extent.nodeId());
    if (client.isEmpty()) {
      return new Decoded.Bad("nobody knows where the node is");
    }
    ByteBuf region;
    try {
      region =
          NodeCalls.await(
              client
                  .get()
                  .read(
                      new ExtentId(extent.id()),
                      address.offset(),
                      address.recordLength(),
                      DEADLINE));
    } catch (NodeException e) {
      noteFailure(address, extent, e);
      return new Decoded.Bad(e.error() + ": " + e.getMessage());
    }
    Decoded decoded = decoder.decode(address, region);
    if (decoded instanceof Decoded.Bad(String why)) {
      damaged.found(address, extent, why);
    }
    return decoded;
  }

  private GetOutcome gated(BlockAddress address) {
    int bytes = address.recordLength() + address.plainLength();
    try {
      if (!gate.enter(bytes, GATE_PATIENCE)) {
        throw new StoreUnavailableException("too many reads wait", Duration.ofSeconds(1), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted", Duration.ofSeconds(1), e);
    }
    try {
      return read(address);
    } finally {
      gate.leave(bytes);
    }
  }

  private GetOutcome read(BlockAddress address) {
    Optional<Volume> volume = volumes.find(address.bucketId());
    List<String> failures = new ArrayList<>();
    if (volume.isPresent()) {
      Optional<ByteBuf> plain = readAny(address, volume.get(), failures);
      if (plain.isPresent()) {
        return new GetOutcome.Found(plain.get());
      }
    }
    Optional<Volume> now = volumes.reload(address.bucketId());
    if (now.isPresent() && !now.equals(volume)) {
      Optional<ByteBuf> plain = readAny(address, now.get(), failures);
      if (plain.isPresent()) {
        return new GetOutcome.Found(plain.get());
      }
    }
    String why =
        now.isEmpty()
            ? "no volume keeps bucket " + address.bucketId()
            : "volume " + now.get().id() + ": " + String.join("; ", failures);
    log.error("block {} cannot be read: {}", address.hash(), why);
    return new GetOutcome.Unreadable(why);
  }

  private Optional<ByteBuf> readAny(BlockAddress address, Volume volume, List<String> failures) {
    for (Extent extent : inOrder(volume, address.bucketId())) {
      switch (readCopy(address, extent)) {
        case Decoded.Good(ByteBuf plain) -> {
          return Optional.of(plain);
        }
        case Decoded.Bad(String why) -> failures.add("node " + extent.nodeId() + ": " + why);
      }
    }
    return Optional.empty();
  }

  /**
   * The extents that hold the bucket, in the order to ask them: spread over those that answer; then
   * those on disks that have failed or are kept apart, then nodes that are silent. Last the extents
   * that are lost as a whole: a damaged page or a missing end took them out of the volume, and most
   * of their records are as good as ever. Each proves itself by its checksums and its name.
   */
  private List<Extent> inOrder(Volume volume, long bucketId) {
    List<Extent> extents =
        new ArrayList<>(
            volume.members().stream()
                .filter(extent -> extent.bucketId() == bucketId && extent.mayHoldBlocks())
                .toList());
    if (!extents.isEmpty()) {
      Collections.rotate(extents, ThreadLocalRandom.current().nextInt(extents.size()));
    }
    extents.sort(
        Comparator.comparing((Extent extent) -> !extent.isReadable())
            .thenComparing(extent -> !directory.isPromising(extent.nodeId()))
            .thenComparing(extent -> !directory.isWritable(extent)));
    return extents;
  }

  private void noteFailure(BlockAddress address, Extent extent, NodeException e) {
    switch (e.error()) {
      case UNREACHABLE, TIMED_OUT, BUSY -> {
        directory.avoid(extent.nodeId());
        log.warn("node {} did not answer a read: {}", extent.nodeId(), e.getMessage());
      }
      case CORRUPT, OUT_OF_RANGE, NO_SUCH_EXTENT, IO_ERROR ->
          damaged.found(address, extent, e.toString());
      default -> log.error("node {} refused a read: {}", extent.nodeId(), e.toString());
    }
  }
}
