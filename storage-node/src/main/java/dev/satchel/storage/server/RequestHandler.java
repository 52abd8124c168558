package dev.satchel.storage.server;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.wire.Command;
import dev.satchel.storage.wire.ReplyBodyWriter;
import dev.satchel.storage.wire.RequestFormat;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests into calls of the extent store, and their outcomes into replies. */
final class RequestHandler extends SimpleChannelInboundHandler<Incoming> {

  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  private final ExtentStore store;
  private final NodeRuntime runtime;
  private final Supplier<NodeStats> stats;

  RequestHandler(ExtentStore store, NodeRuntime runtime, Supplier<NodeStats> stats) {
    this.store = store;
    this.runtime = runtime;
    this.stats = stats;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Incoming incoming) {
    attempt(incoming)
        .exceptionally(Reply::failure)
        .thenAccept(reply -> Replies.send(ctx, incoming, reply));
  }

  private CompletionStage<Reply> attempt(Incoming incoming) {
    try {
      return incoming.isExpired() ? tooLate(incoming) : answer(incoming);
    } catch (RuntimeException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  /** It waited too long for its share of the budget; nobody waits for what it would do. */
  private static CompletionStage<Reply> tooLate(Incoming incoming) {
    if (incoming.batch() != null) {
      incoming.batch().release();
    }
    return CompletableFuture.failedFuture(
        new NodeException(NodeError.TIMED_OUT, "its deadline passed before it could begin"));
  }

  private CompletionStage<Reply> answer(Incoming incoming) {
    Command command = incoming.header().command();
    ExtentId id = command.id();
    long deadline = incoming.deadlineNanos();
    return switch (command.op()) {
      case PING -> CompletableFuture.completedFuture(Reply.done());
      case STATS -> now(stats.get(), ReplyBodyWriter::writeStats);
      case LIST -> now(store.list(), ReplyBodyWriter::writeExtents);
      case INFO -> info(id);
      case CREATE ->
          store
              .create(command.epoch(), id, command.offset(), command.argument(), deadline)
              .thenApply(info -> body(info, ReplyBodyWriter::writeExtent));
      case APPEND -> store.append(append(incoming)).thenApply(Reply::value);
      case READ -> read(command, deadline);
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

  private CompletionStage<Reply> info(ExtentId id) {
    try {
      return now(store.info(id), ReplyBodyWriter::writeExtent);
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private CompletionStage<Reply> read(Command command, long deadlineNanos) {
    int lengthBytes = command.argument();
    if (lengthBytes < 1 || lengthBytes > RequestFormat.MAX_PAYLOAD_BYTES) {
      return CompletableFuture.failedFuture(
          new NodeException(NodeError.BAD_REQUEST, "a read of " + lengthBytes + " bytes"));
    }
    return store
        .read(command.id(), command.offset(), lengthBytes, deadlineNanos)
        .thenApply(Reply::bytes);
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

  private <T> CompletionStage<Reply> now(T value, BiConsumer<T, ByteBuf> writer) {
    return CompletableFuture.completedFuture(body(value, writer));
  }

  private <T> Reply body(T value, BiConsumer<T, ByteBuf> writer) {
    ByteBuf body = runtime.allocator().directBuffer();
    writer.accept(value, body);
    return Reply.bytes(body);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.error("request from {}: closed", ctx.channel().remoteAddress(), cause);
    ctx.close();
  }
}
