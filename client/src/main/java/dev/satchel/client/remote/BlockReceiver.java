package dev.satchel.client.remote;

import dev.satchel.contract.BlockHash;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Copies a block's bytes to where the caller wants them, hashing as they arrive.
 *
 * <p>The caller's buffer may be used again as soon as {@link #abandon} has returned, whatever the
 * connection still delivers.
 */
final class BlockReceiver implements Receiver {

  private static final byte[] NOTHING = {};

  private final BlockHash hash;
  private final ByteBuffer into;
  private boolean abandoned;

  BlockReceiver(BlockHash hash, ByteBuffer into) {
    this.hash = hash;
    this.into = into.slice();
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo info) {
    return info.statusCode() == 200 ? new Body() : BoundedBody.ofProblem(info);
  }

  @Override
  public synchronized void abandon() {
    abandoned = true;
  }

  /** Bytes received so far. */
  synchronized int lengthBytes() {
    return into.position();
  }

  private synchronized boolean accept(List<ByteBuffer> parts, MessageDigest digest) {
    for (ByteBuffer part : parts) {
      if (abandoned || part.remaining() > into.remaining()) {
        return false;
      }
      digest.update(part.duplicate());
      into.put(part);
    }
    return true;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private final class Body implements BodySubscriber<byte[]> {

    private final MessageDigest digest = sha256();
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private Flow.Subscription subscription = NotYet.INSTANCE;

    @Override
    public CompletionStage<byte[]> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      if (!accept(parts, digest)) {
        subscription.cancel();
        fail("block " + hash + " came with more than " + into.capacity() + " bytes");
      }
    }

    @Override
    public void onError(Throwable cause) {
      done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      if (BlockHash.fromBytes(digest.digest()).equals(hash)) {
        done.complete(NOTHING);
      } else {
        fail("the bytes that came for block " + hash + " are not that block");
      }
    }

    private void fail(String message) {
      done.completeExceptionally(new ServerException.BadAnswer(200, message, null));
    }
  }
}
