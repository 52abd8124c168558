package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of a connection's current request: who takes it, and whether its end was seen. Lives on
 * the connection's event loop.
 */
final class BodyIntake {
  private final Channel channel;
  private final Deadline deadline;
  private @Nullable BodySink sink;
  private boolean complete;

  BodyIntake(Channel channel, Deadline deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  /** A request begins; {@code ended} when nothing of it can follow. */
  void begin(boolean ended) {
    complete = ended;
  }

  /** Whether nothing of the current request is still to come. */
  boolean isComplete() {
    return complete;
  }

  /** Whether somebody waits for the body. */
  boolean isReceiving() {
    return sink != null;
  }

  /**
   * Hands the body to {@code wanted} from now on.
   *
   * @param askFirst the peer sends it only when told to
   */
  void receive(BodySink wanted, Duration patience, boolean askFirst) {
    sink = wanted;
    if (complete) {
      succeed();
      return;
    }
    deadline.arm(patience);
    if (askFirst) {
      channel.writeAndFlush(ResponseEncoding.goOn());
    }
    channel.read();
  }

  /**
   * Takes the next part, and asks for the one after it.
   *
   * @throws ProblemException if that is more than the receiver takes
   */
  void accept(HttpContent part) {
    if (sink != null && part.content().isReadable() && !sink.accept(part.content())) {
      throw new ProblemException(ProblemCode.TOO_LARGE, "The body is too large.");
    }
    boolean last = part instanceof LastHttpContent;
    boolean wanted = sink != null;
    if (last) {
      complete = true;
      succeed();
    }
    if (last || wanted) {
      // After the last part: to hear of the connection's end while the handler works.
      channel.read();
    }
  }

  /** The body will not come to its end; does nothing when nobody waits for it. */
  void fail(RuntimeException why) {
    BodySink failed = sink;
    if (failed != null) {
      sink = null;
      deadline.disarm();
      failed.fail(why);
    }
  }

  private void succeed() {
    BodySink done = sink;
    if (done != null) {
      sink = null;
      deadline.disarm();
      done.complete();
    }
  }
}
