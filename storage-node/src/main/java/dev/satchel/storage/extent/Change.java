package dev.satchel.storage.extent;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something that a disk's writer thread shall do: applied, made durable together with whatever else
 * waits, then answered. Exactly one of {@link #settle} and {@link #refuse} happens, once.
 */
abstract sealed class Change<T>
    permits CreateChange,
        EntryChange,
        EraseChange,
        QuarantineChange,
        ScrubChange,
        SealChange,
        StopChange,
        TailChange,
        TwinChange {

  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private final long deadlineNanos;

  /**
   * @param deadlineNanos by {@code System.nanoTime()}; not started after that
   */
  Change(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Checks and writes.
   *
   * @return whether anything now waits for the sync
   * @throws NodeException to refuse, with nothing written
   * @throws IOException when a write failed
   */
  abstract boolean apply() throws IOException;

  /** The extent that an append goes to: it is refused when any write to that failed. */
  @Nullable Extent extent() {
    return null;
  }

  /** What is answered, when everything applied so far is durable. */
  abstract T outcome();

  /** What was applied did not become durable. */
  abstract void fence(String reason);

  /** What it holds in memory, for the bound of a group. */
  long weightBytes() {
    return 0;
  }

  /** Lets go of what it holds, at the end whatever that was. */
  void release() {}

  final CompletableFuture<T> answer() {
    return answer;
  }

  final boolean isExpired(long nowNanos) {
    return nowNanos - deadlineNanos > 0;
  }

  /** Settles everything but the release and the answer, which are up to whoever runs the result. */
  final Runnable settle() {
    try {
      T outcome = outcome();
      return () -> {
        release();
        answer.complete(outcome);
      };
    } catch (RuntimeException bug) {
      return () -> refuse(new NodeException(NodeError.IO_ERROR, "unexpected", bug));
    }
  }

  final void refuse(NodeException reason) {
    release();
    answer.completeExceptionally(reason);
  }

  /**
   * As {@link #failed}, when the kernel may still be reading from what it holds, which is therefore
   * never released.
   */
  final void abandon(String why) {
    fence(why);
    answer.completeExceptionally(new NodeException(NodeError.IO_ERROR, why));
  }

  final void failed(String what, IOException failure) {
    fence(what + ": " + failure);
    refuse(new NodeException(NodeError.IO_ERROR, what + " failed: " + failure, failure));
  }
}
