package dev.satchel.storage.server;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.SparseLog;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.QuarantineBodyReader;
import dev.satchel.storage.wire.ReplyBodyWriter;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.ScrubBodyWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Requests into calls of the extent store, and their outcomes into replies. */
final class RequestHandler extends SimpleChannelInboundHandler<Incoming> {

  private static final SparseLog LOG = SparseLog.of(RequestHandler.class);

  /** Whoever would have to wait longer is to ask again, and holds no buffer until then. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ExtentStore store;
  private final Background background;
  private final NodeRuntime runtime;
  private final Supplier<NodeStats> stats;

  RequestHandler(
      ExtentStore store, Background background, NodeRuntime runtime, Supplier<NodeStats> stats) {
    this.store = store;
    this.background = background;
    this.runtime = runtime;
    this.stats = stats;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Incoming incoming) {
    long beganNanos = System.nanoTime();
    attempt(incoming, new PiecesOut(ctx, incoming))
        .exceptionally(Reply::failure)
        .thenAccept(reply -> {
          observe(incoming.header(), beganNanos);
          Replies.send(ctx, incoming, reply);
        })
        .exceptionally(bug -> {
          Replies.giveUp(ctx, incoming, bug);
          return null;
        });
  }

  /** How long clients wait for the disks tells the background when to step aside. */
  private void observe(RequestHeader header, long beganNanos) {
    Command command = header.command();
    if (command.traffic() != TrafficClass.CLIENT) {
      return;
    }
    if (command.op() == Op.READ) {
      background.throttles().clientServed(command.argument(), System.nanoTime() - beganNanos);
    } else if (command.op() == Op.APPEND) {
      background.throttles().clientServed(header.bodyLengthBytes(), System.nanoTime() - beganNanos);
    }
  }

  private CompletionStage<Reply> attempt(Incoming incoming, PiecesOut pieces) {
    try {
      return incoming.isExpired() ? tooLate(incoming) : answer(incoming, pieces);
    } catch (RuntimeException | Error bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  /** It waited too long for its share of the budget; nobody waits for what it would do. */
  private static CompletionStage<Reply> tooLate(Incoming incoming) {
    incoming.drop();
    return CompletableFuture.failedFuture(
        new NodeException(NodeError.TIMED_OUT, "its deadline passed before it could begin"));
  }

  private CompletionStage<Reply> answer(Incoming incoming, PiecesOut pieces) {
    Command command = incoming.header().command();
    ExtentId id = command.id();
    long deadline = incoming.deadlineNanos();
    return switch (command.op()) {
      case PING -> CompletableFuture.completedFuture(Reply.done());
      case STATS -> now(stats.get(), ReplyBodyWriter::writeStats);
      case LIST -> now(store.list(), ReplyBodyWriter::writeExtents);
      case INFO -> found(() -> store.info(id), ReplyBodyWriter::writeExtent);
      case CREATE ->
          store
              .create(command.epoch(), id, command.offset(), command.argument(), deadline)
              .thenApply(info -> body(info, ReplyBodyWriter::writeExtent));
      case APPEND -> store.append(append(incoming)).thenApply(Reply::value);
      case READ -> read(command, deadline, pieces);
      case CLAIM -> store.claim(id, command.epoch(), deadline).thenApply(Reply::value);
      case CLOSE -> store.close(command.epoch(), id, deadline).thenApply(Reply::value);
      case SEAL ->
          store
              .seal(command.epoch(), id, command.offset(), deadline)
              .thenApply(sealed -> body(sealed, ReplyBodyWriter::writeSealed));
      case TRASH -> store.trash(command.epoch(), id, deadline).thenApply(Reply::value);
      case RESTORE ->
          store
              .restore(command.epoch(), id, deadline)
              .thenApply(info -> body(info, ReplyBodyWriter::writeExtent));
      case PURGE -> purge(command, deadline);
      case CHECKSUMS -> found(() -> store.sealed(id), ReplyBodyWriter::writeSealed);
      case PULL -> background.pull(incoming).thenApply(Reply::value);
      case SCRUB ->
          background.scrub(command).thenApply(report -> body(report, ScrubBodyWriter::writeReport));
      case QUARANTINE ->
          keepDisk(incoming).thenApply(disk -> body(disk, ReplyBodyWriter::writeDisk));
    };
  }

  private static Append append(Incoming incoming) {
    Command command = incoming.header().command();
    return new Append(
        command.id(),
        command.offset(),
        command.epoch(),
        Objects.requireNonNull(incoming.batch()),
        incoming.header().bodyCrc(),
        incoming.deadlineNanos());
  }

  private <T> CompletionStage<Reply> found(LookUp<T> lookUp, BiConsumer<T, ByteBuf> writer) {
    try {
      return now(lookUp.find(), writer);
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** Something that is known at once, or refused. */
  private interface LookUp<T> {
    T find() throws NodeException;
  }

  private CompletionStage<Reply> read(Command command, long deadlineNanos, PiecesOut pieces) {
    int lengthBytes = command.argument();
    if (lengthBytes < 1 || lengthBytes > RequestFormat.MAX_PAYLOAD_BYTES) {
      return CompletableFuture.failedFuture(
          new NodeException(NodeError.BAD_REQUEST, "a read of " + lengthBytes + " bytes"));
    }
    OptionalLong waitNanos =
        background.throttles().admit(command.traffic(), lengthBytes, LONGEST_WAIT_NANOS);
    if (waitNanos.isEmpty()) {
      return CompletableFuture.failedFuture(
          new NodeException(NodeError.BUSY, command.traffic() + " is over its limit"));
    }
    return after(waitNanos.getAsLong())
        .thenCompose(turn ->
            store.read(command.id(), command.offset(), lengthBytes, deadlineNanos, pieces::send))
        .thenApply(pieces::last);
  }

  /** Releases the request's body. */
  private CompletableFuture<DiskInfo> keepDisk(Incoming incoming) {
    Command command = incoming.header().command();
    try {
      QuarantineOrder order = QuarantineBodyReader.read(command.argument(), incoming.body());
      return store.keepDisk(command.epoch(), order, incoming.deadlineNanos());
    } catch (NodeException malformed) {
      return CompletableFuture.failedFuture(malformed);
    } finally {
      incoming.body().release();
    }
  }

  private CompletionStage<Reply> purge(Command command, long deadline) {
    if (command.argument() < 0) {
      return CompletableFuture.failedFuture(
          new NodeException(NodeError.BAD_REQUEST, "an age of " + command.argument() + " s"));
    }
    return store
        .purge(command.epoch(), command.id(), Duration.ofSeconds(command.argument()), deadline)
        .thenApply(purged -> Reply.done());
  }

  private CompletionStage<Boolean> after(long nanos) {
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    if (nanos == 0) {
      turn.complete(true);
    } else {
      runtime.eventLoops().schedule(() -> turn.complete(true), nanos, TimeUnit.NANOSECONDS);
    }
    return turn;
  }

  private <T> CompletionStage<Reply> now(T value, BiConsumer<T, ByteBuf> writer) {
    return CompletableFuture.completedFuture(body(value, writer));
  }

  private <T> Reply body(T value, BiConsumer<T, ByteBuf> writer) {
    ByteBuf body = runtime.allocator().directBuffer();
    try {
      writer.accept(value, body);
      return Reply.bytes(body);
    } catch (RuntimeException | Error unwritable) {
      body.release();
      throw unwritable;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.error("request from {}: closed", ctx.channel().remoteAddress(), cause);
    ctx.close();
  }
}
