package dev.satchel.storage.client;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.ScrubAction;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.PullWriter;
import dev.satchel.storage.wire.QuarantineBodyWriter;
import dev.satchel.storage.wire.ReplyBodyReader;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.ScrubBodyReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One storage node, seen from a caller. Thread-safe.
 *
 * <p>Every future fails with {@link NodeException} and with nothing else, at the latest when its
 * deadline has passed. Futures complete on event loops: what hangs on them must not block.
 */
public final class NodeClient {

  private final Connection[] connections;
  private final NodeRuntime runtime;

  NodeClient(InetSocketAddress address, NodeClientConfig config, NodeRuntime runtime) {
    this.runtime = runtime;
    this.connections = new Connection[config.connectionsPerNode()];
    for (int i = 0; i < connections.length; i++) {
      connections[i] = new Connection(address, config, runtime);
    }
  }

  /**
   * Appends {@code payload} as one batch at {@code offset} and answers the new end, once it is
   * durable. Retrying the same bytes at the same offset is harmless.
   *
   * @param payload stays the caller's, who must not change it before the future is done
   */
  public CompletableFuture<Long> append(
      ExtentId id, long offset, long writerEpoch, ByteBuf payload, Duration deadline) {
    int lengthBytes = payload.readableBytes();
    if (lengthBytes < 1 || lengthBytes > RequestFormat.MAX_PAYLOAD_BYTES) {
      return CompletableFuture.failedFuture(
          new NodeException(NodeError.BAD_REQUEST, "a payload of " + lengthBytes + " bytes"));
    }
    Command command = Command.append(id, offset, writerEpoch);
    return Answers.value(send(command, payload.retainedDuplicate(), deadline));
  }

  /** Reads exactly {@code lengthBytes}; the caller releases the buffer. */
  public CompletableFuture<ByteBuf> read(
      ExtentId id, long offset, int lengthBytes, Duration deadline) {
    return Answers.bytes(send(Command.read(id, offset, lengthBytes), deadline), lengthBytes);
  }

  /** As {@link #read(ExtentId, long, int, Duration)}, but not for a client: it may have to wait. */
  public CompletableFuture<ByteBuf> read(
      TrafficClass traffic, ExtentId id, long offset, int lengthBytes, Duration deadline) {
    Command command = Command.read(id, offset, lengthBytes).in(traffic);
    return Answers.bytes(send(command, deadline), lengthBytes);
  }

  /** Creates an extent on the disk with most free slots; creating it again answers the same. */
  public CompletableFuture<ExtentInfo> create(
      long epoch, ExtentId id, long bucketId, int generation, Duration deadline) {
    Command command = Command.create(epoch, id, bucketId, generation);
    return Answers.body(send(command, deadline), ReplyBodyReader::readExtent);
  }

  /** From now on refuses appends with a lower {@code writerEpoch}; answers the end. */
  public CompletableFuture<Long> claim(ExtentId id, long writerEpoch, Duration deadline) {
    return Answers.value(send(Command.claim(id, writerEpoch), deadline));
  }

  /**
   * Freezes the extent: no more appends; answers the end. Also of a fenced or sealed extent, which
   * it leaves as it is.
   */
  public CompletableFuture<Long> close(long epoch, ExtentId id, Duration deadline) {
    return Answers.value(send(Command.close(epoch, id), deadline));
  }

  /**
   * Freezes the extent, cuts it at {@code lengthBytes}, which must be the end of a batch, and
   * writes its footer. Every batch below is proved first; a damaged one fails it with CORRUPT.
   */
  public CompletableFuture<SealedExtent> seal(
      long epoch, ExtentId id, long lengthBytes, Duration deadline) {
    Command command = Command.seal(epoch, id, lengthBytes);
    return Answers.body(send(command, deadline), ReplyBodyReader::readSealed);
  }

  /**
   * Puts an extent that takes no more appends into the trash, where nothing reads, closes or seals
   * it. Answers when it was put there, in milliseconds since 1970 by the node's clock.
   */
  public CompletableFuture<Long> trash(long epoch, ExtentId id, Duration deadline) {
    return Answers.value(send(Command.trash(epoch, id), deadline));
  }

  /** Takes an extent out of the trash, as it was before; one that is not there stays as it is. */
  public CompletableFuture<ExtentInfo> restore(long epoch, ExtentId id, Duration deadline) {
    return Answers.body(send(Command.restore(epoch, id), deadline), ReplyBodyReader::readExtent);
  }

  /**
   * Ends an extent that has lain in the trash for the node's own trash period and for {@code
   * leastAge}, rounded up to seconds. Refused with BAD_REQUEST when it has not; once it is purged
   * the node knows NO_SUCH_EXTENT.
   */
  public CompletableFuture<Void> purge(
      long epoch, ExtentId id, Duration leastAge, Duration deadline) {
    long seconds = leastAge.plusSeconds(1).minusNanos(1).toSeconds();
    Command command = Command.purge(epoch, id, (int) Math.min(seconds, Integer.MAX_VALUE));
    return Answers.body(send(command, deadline), in -> null);
  }

  /** What the seal fixed. */
  public CompletableFuture<SealedExtent> checksums(ExtentId id, Duration deadline) {
    return Answers.body(send(Command.checksums(id), deadline), ReplyBodyReader::readSealed);
  }

  /**
   * Has the node copy a range from a peer into an open extent of its own, which takes nothing else
   * from then on; answers the new end, which is durable. What a pull that failed had copied stays:
   * the same order again goes on behind it.
   */
  public CompletableFuture<Long> pull(long epoch, ExtentId id, PullOrder order, Duration deadline) {
    ByteBuf body = runtime.allocator().directBuffer();
    PullWriter.write(order, body);
    return Answers.value(send(Command.pull(epoch, id, order.offset()), body, deadline));
  }

  /**
   * Tells the node's scrub something and answers how it stands then.
   *
   * @param bytesPerSecond the new limit, for {@link ScrubAction#LIMIT}
   */
  public CompletableFuture<ScrubReport> scrub(
      ScrubAction action, long bytesPerSecond, Duration deadline) {
    return Answers.body(
        send(Command.scrub(action, bytesPerSecond), deadline), ScrubBodyReader::readReport);
  }

  /** Has the node's scrub look next at the page of a sealed extent that made no sense. */
  public CompletableFuture<ScrubReport> look(ExtentId id, long offset, Duration deadline) {
    return Answers.body(send(Command.look(id, offset), deadline), ScrubBodyReader::readReport);
  }

  /**
   * Has the node keep one of its disks apart, or do so no more; answers when the disk remembers it.
   */
  public CompletableFuture<DiskInfo> quarantine(
      long epoch, QuarantineOrder order, Duration deadline) {
    ByteBuf body = runtime.allocator().directBuffer();
    QuarantineBodyWriter.write(order, body);
    return Answers.body(
        send(Command.quarantine(epoch, order.apart()), body, deadline), ReplyBodyReader::readDisk);
  }

  public CompletableFuture<ExtentInfo> info(ExtentId id, Duration deadline) {
    return Answers.body(send(Command.info(id), deadline), ReplyBodyReader::readExtent);
  }

  public CompletableFuture<List<ExtentInfo>> list(Duration deadline) {
    return Answers.body(send(Command.of(Op.LIST), deadline), ReplyBodyReader::readExtents);
  }

  public CompletableFuture<NodeStats> stats(Duration deadline) {
    return Answers.body(send(Command.of(Op.STATS), deadline), ReplyBodyReader::readStats);
  }

  /** Answers when the node does. */
  public CompletableFuture<Void> ping(Duration deadline) {
    return Answers.body(send(Command.of(Op.PING), deadline), in -> null);
  }

  void close() {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private CompletableFuture<Answer> send(Command command, Duration deadline) {
    return send(command, Unpooled.EMPTY_BUFFER, deadline);
  }

  /**
   * Requests for one extent share a connection, so that they arrive in the order they were sent.
   */
  private CompletableFuture<Answer> send(Command command, ByteBuf payload, Duration deadline) {
    Request request = Request.of(command, payload, System.nanoTime() + deadline.toNanos());
    int index = Math.floorMod(Long.hashCode(command.id().value()), connections.length);
    CompletableFuture<Link> link = connections[index].link();
    if (!link.isDone()) {
      runtime
          .eventLoops()
          .schedule(() -> expire(request), deadline.toNanos(), TimeUnit.NANOSECONDS);
    }
    link.whenComplete((live, failure) -> {
      if (failure == null) {
        live.send(request);
      } else {
        request.fail(Answers.bare(failure));
      }
    });
    return request.answer();
  }

  private static void expire(Request request) {
    request
        .answer()
        .completeExceptionally(new NodeException(NodeError.TIMED_OUT, "no answer in time"));
  }
}
