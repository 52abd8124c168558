package dev.satchel.client.remote;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Gathers a document on the heap, and refuses one that is longer than it should ever be. */
final class BoundedBody implements BodySubscriber<byte[]> {

  /** A delta page of long block lists is the longest document that the server sends. */
  static final Receiver DOCUMENT = info -> new BoundedBody(info, 64 << 20);

  /** A refusal is a short document. */
  static BodySubscriber<byte[]> ofProblem(ResponseInfo info) {
    return new BoundedBody(info, 1 << 20);
  }

  private final int status;
  private final int limitBytes;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.Subscription subscription = NotYet.INSTANCE;

  private BoundedBody(ResponseInfo info, int limitBytes) {
    this.status = info.statusCode();
    this.limitBytes = limitBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (gathered.size() + part.remaining() > limitBytes) {
        subscription.cancel();
        body.completeExceptionally(
            new ServerException.BadAnswer(
                status, "the answer is longer than " + limitBytes + " bytes", null));
        return;
      }
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      gathered.writeBytes(bytes);
    }
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(gathered.toByteArray());
  }
}
