package dev.satchel.client.remote;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Sends the remaining bytes of a buffer as they lie there, without a copy of our own. */
final class BufferPublisher implements BodyPublisher {

  private final ByteBuffer bytes;

  BufferPublisher(ByteBuffer bytes) {
    this.bytes = bytes.asReadOnlyBuffer();
  }

  @Override
  public long contentLength() {
    return bytes.remaining();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Once(subscriber));
  }

  /** Delivers one buffer at the first request; the HTTP client never calls it concurrently. */
  private final class Once implements Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private boolean done;

    Once(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (!done) {
        done = true;
        subscriber.onNext(bytes.duplicate());
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      done = true;
    }
  }
}
