package dev.satchel.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.ProblemException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final LoginThrottle throttle = new LoginThrottle(now::get);

  @Test
  void anAccountMayBeTriedTwentyTimesThenOnceInFiveSeconds() {
    for (int i = 0; i < 20; i++) {
      throttle.begin("a").close();
    }
    refused("a");
    throttle.begin("b").close();
    now.addAndGet(TimeUnit.SECONDS.toNanos(5));
    throttle.begin("a").close();
    refused("a");
    now.addAndGet(TimeUnit.MINUTES.toNanos(10));
    for (int i = 0; i < 20; i++) {
      throttle.begin("a").close();
    }
    refused("a");
  }

  @Test
  void aRightPasswordClearsTheAccount() {
    for (int i = 0; i < 100; i++) {
      try (LoginThrottle.Try attempt = throttle.begin("a")) {
        attempt.succeeded();
      }
    }
    throttle.begin("a").close();
  }

  private void refused(String email) {
    assertThatThrownBy(() -> throttle.begin(email))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
  }
}
