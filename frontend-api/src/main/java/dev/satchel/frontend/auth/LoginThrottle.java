package dev.satchel.frontend.auth;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.ProblemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows down whoever guesses passwords. An account may be tried {@link #BURST} times at once, then
 * once per {@link #PAUSE}; and only a few passwords are hashed at one moment, because each takes
 * much memory by design.
 */
final class LoginThrottle {
  private static final int BURST = 20;
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int MAX_ACCOUNTS = 10_000;
  private static final int MAX_HASHING = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LongSupplier nanoClock;
  private final Semaphore hashing = new Semaphore(MAX_HASHING, true);

  /** When the account will have paid for all its tries; the longest untouched is dropped first. */
  private final Map<String, Long> paidAtNanos =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_ACCOUNTS;
        }
      };

  LoginThrottle(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * Begins a try.
   *
   * @throws ProblemException 429 when this account was tried too often, 503 when the server has too
   *     many tries to work on
   */
  Try begin(String email) {
    charge(email);
    try {
      if (hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Try(email);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.retryLater(
        ProblemCode.UNAVAILABLE, "Too many sign in at this moment.", PATIENCE);
  }

  private synchronized void charge(String email) {
    long now = nanoClock.getAsLong();
    long paidAt = Math.max(0, paidAtNanos.getOrDefault(email, now) - now) + PAUSE.toNanos();
    long over = paidAt - BURST * PAUSE.toNanos();
    if (over > 0) {
      throw ProblemException.retryLater(
          ProblemCode.TOO_MANY_REQUESTS,
          "This account was tried too often.",
          Duration.ofNanos(over).plusSeconds(1));
    }
    paidAtNanos.put(email, now + paidAt);
  }

  private synchronized void forgive(String email) {
    paidAtNanos.remove(email);
  }

  /** One try under way. */
  final class Try implements AutoCloseable {
    private final String email;

    private Try(String email) {
      this.email = email;
    }

    /** The password was right: nobody is guessing. */
    void succeeded() {
      forgive(email);
    }

    @Override
    public void close() {
      hashing.release();
    }
  }
}
