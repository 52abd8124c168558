package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop's side of one connection: one request at a time, in order, and never a byte read
 * that nobody waits for. Everything private runs on the event loop; the other methods may be called
 * from any thread where they say so.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

  private enum State {
    /** Between two requests. */
    IDLE,
    /** A request is with its handler, or its answer is on its way out. */
    BUSY,
    /** The answer is out; the rest of the request's body is read and dropped. */
    DRAINING,
    /** The last answer is out and our side is shut; the peer may still be sending. */
    LINGERING,
    CLOSED
  }

  private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final long MAX_LINGER_BYTES = 16 * 1024 * 1024;

  /** A rest of a body that is cheaper to read than a new connection would be. */
  private static final long MAX_DRAIN_BYTES = 64 * 1024;

  private final Channel channel;
  private final ServerContext server;
  private final Deadline deadline;
  private final BodyIntake body;
  private State state = State.IDLE;
  private boolean headerBegun;
  private boolean keepAlive;
  private long droppedBytes;
  private @Nullable Exchange exchange;
  private @Nullable HttpRequest early;

  HttpConnection(Channel channel, ServerContext server) {
    this.channel = channel;
    this.server = server;
    this.deadline = new Deadline(channel.eventLoop(), this::expired);
    this.body = new BodyIntake(channel, deadline);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    deadline.arm(timeouts().idle());
    channel.read();
  }

  /** The decoder got bytes: if they begin a request, its headers must end soon. */
  void bytesArrived() {
    if (state == State.IDLE && !headerBegun) {
      headerBegun = true;
      deadline.arm(timeouts().header());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    boolean kept = false;
    try {
      switch (state) {
        case IDLE -> {
          if (message instanceof HttpRequest request) {
            begin(request);
          }
        }
        case BUSY -> kept = busy((HttpObject) message);
        case DRAINING, LINGERING -> drop((HttpObject) message);
        case CLOSED -> {}
      }
    } finally {
      if (!kept) {
        ReferenceCountUtil.release(message);
      }
    }
  }

  /** Hands the body of the current request to {@code wanted}, from now on. Any thread. */
  void receive(BodySink wanted, int maxBytes) {
    onLoop(() -> beginReceiving(wanted, maxBytes));
  }

  /** Sends a whole answer. Any thread. */
  void write(Exchange answered, Response response) {
    onLoop(() -> {
      prepareAnswer(response);
      channel
          .writeAndFlush(ResponseEncoding.whole(response, keepAlive))
          .addListener(sent -> {
            response.discard();
            finish(answered, response, sent.isSuccess());
          });
    });
  }

  /** Sends the head of a streamed answer. Any thread. */
  void writeHead(Response response) {
    onLoop(() -> {
      prepareAnswer(response);
      // The writer of the parts has deadlines of its own.
      deadline.disarm();
      channel.write(ResponseEncoding.head(response, keepAlive));
    });
  }

  /**
   * Sends a part of a streamed answer, then closes it and says whether it went well. Any thread.
   */
  void writePart(Payload part, Consumer<Boolean> written) {
    channel
        .writeAndFlush(ResponseEncoding.part(part))
        .addListener(sent -> {
          part.close();
          written.accept(sent.isSuccess());
        });
  }

  /** Ends a streamed answer. Any thread. */
  void writeEnd(Exchange answered, Response response) {
    channel
        .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
        .addListener(sent -> finish(answered, response, sent.isSuccess()));
  }

  /** Ends the connection without an answer. Any thread. */
  void abort() {
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    state = State.CLOSED;
    deadline.close();
    body.fail(new ClientGoneException("the connection ended"));
    if (exchange != null) {
      exchange.connectionEnded();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broke(cause);
  }

  private void broke(Throwable cause) {
    if (cause instanceof IOException) {
      log.debug("connection from {} broke: {}", channel.remoteAddress(), cause.toString());
    } else {
      log.warn("connection from {} failed", channel.remoteAddress(), cause);
    }
    channel.close();
  }

  private void begin(HttpRequest request) {
    RequestHead head = RequestHead.of(request);
    Exchange begun = new Exchange(this, server, head);
    exchange = begun;
    state = State.BUSY;
    headerBegun = false;
    droppedBytes = 0;
    keepAlive = head.keepAlive();
    body.begin(!request.decoderResult().isSuccess());
    deadline.disarm();
    try {
      RequestHead.requireWellFormed(request);
      dispatch(begun, request);
    } catch (ProblemException e) {
      keepAlive &= request.decoderResult().isSuccess();
      begun.send(Problems.render(e, head.id()));
    }
    if (head.declaredBytes() == 0 && !body.isComplete()) {
      channel.read();
    }
  }

  private void dispatch(Exchange begun, HttpRequest request) {
    RequestHead head = begun.head();
    RequestTarget target = RequestTarget.parse(head.uri());
    Router.Match.Found found = Dispatch.find(server.router(), head, target);
    if (!server.load().tryRun()) {
      throw ProblemException.retryLater(
          ProblemCode.UNAVAILABLE, "The server is busy.", Duration.ofSeconds(1));
    }
    RequestBody unread = new RequestBody(this, server, head.declaredBytes());
    Request seen = new Request(head.id(), found, target, request.headers(), unread);
    server.handlers().execute(() -> begun.run(found.route(), seen, unread));
  }

  /** Returns whether the message is kept. */
  private boolean busy(HttpObject message) {
    if (message instanceof HttpRequest next) {
      early = next;
      return true;
    }
    try {
      RequestHead.requireDecoded(message.decoderResult());
      body.accept((HttpContent) message);
    } catch (ProblemException e) {
      keepAlive = false;
      body.fail(e);
    }
    return false;
  }

  private void beginReceiving(BodySink wanted, int maxBytes) {
    Exchange current = exchange;
    if (state != State.BUSY || current == null) {
      wanted.fail(new ClientGoneException("the connection ended"));
      return;
    }
    RequestHead head = current.head();
    long atMost = head.declaredBytes() < 0 ? maxBytes : head.declaredBytes();
    body.receive(wanted, timeouts().transferOf(atMost), head.expectsContinue());
  }

  private void prepareAnswer(Response response) {
    Exchange current = exchange;
    long declared = current == null ? 0 : current.head().declaredBytes();
    boolean unasked = current != null && current.head().expectsContinue();
    if (!body.isComplete() && (unasked || declared > MAX_DRAIN_BYTES)) {
      keepAlive = false;
    }
    deadline.arm(timeouts().transferOf(response.body().lengthBytes()));
  }

  private void finish(Exchange answered, Response response, boolean sent) {
    answered.finished(sent ? response.status() : 499, response.body().lengthBytes());
    if (state == State.CLOSED) {
      return;
    }
    if (!sent) {
      channel.close();
    } else if (!keepAlive) {
      linger();
    } else if (!body.isComplete()) {
      state = State.DRAINING;
      deadline.arm(timeouts().transfer());
      channel.read();
    } else {
      next();
    }
  }

  /** A peer that still sends would lose our answer if we just closed: shut our side only. */
  private void linger() {
    state = State.LINGERING;
    deadline.arm(LINGER);
    ((DuplexChannel) channel).shutdownOutput();
    channel.read();
  }

  private void drop(HttpObject message) {
    if (message instanceof HttpContent content) {
      droppedBytes += content.content().readableBytes();
    }
    boolean lingering = state == State.LINGERING;
    if (!lingering && message.decoderResult().isFailure()) {
      linger();
    } else if (!lingering && message instanceof LastHttpContent) {
      next();
    } else if (droppedBytes > (lingering ? MAX_LINGER_BYTES : MAX_DRAIN_BYTES)) {
      channel.close();
    } else {
      channel.read();
    }
  }

  private void next() {
    state = State.IDLE;
    exchange = null;
    deadline.arm(timeouts().idle());
    // Not from here: a pipeline full of requests would nest as deep as it is long.
    channel.eventLoop().execute(this::beginNext);
  }

  private void beginNext() {
    HttpRequest waiting = early;
    early = null;
    if (state == State.IDLE && waiting != null) {
      begin(waiting);
    } else if (state == State.IDLE) {
      channel.read();
    }
  }

  private void expired() {
    if (body.isReceiving()) {
      keepAlive = false;
      body.fail(new ProblemException(ProblemCode.TIMED_OUT, "The body came too slowly."));
    } else if (state == State.IDLE && headerBegun) {
      channel.writeAndFlush(ResponseEncoding.timedOut()).addListener(sent -> channel.close());
    } else {
      channel.close();
    }
  }

  private void onLoop(Runnable task) {
    channel
        .eventLoop()
        .execute(() -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            broke(e);
          }
        });
  }

  private HttpTimeouts timeouts() {
    return server.limits().timeouts();
  }
}
