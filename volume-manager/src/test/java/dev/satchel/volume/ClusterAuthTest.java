package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterAuthTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final ClusterAuth auth = at(NOW, "the key");
  private final String header = auth.sign("POST", "/cell/heartbeat", BODY);

  @Test
  void sameRequestUnderTheSameKeyIsGood() {
    assertThat(auth.verify(header, "POST", "/cell/heartbeat", BODY)).isTrue();
    assertThat(
            at(NOW.plus(Duration.ofMinutes(5)), "the key")
                .verify(header, "POST", "/cell/heartbeat", BODY))
        .isTrue();
  }

  @Test
  void anythingElseIsNot() {
    assertThat(auth.verify(header, "GET", "/cell/heartbeat", BODY)).isFalse();
    assertThat(auth.verify(header, "POST", "/cell/other", BODY)).isFalse();
    assertThat(auth.verify(header, "POST", "/cell/heartbeat", new byte[0])).isFalse();
    assertThat(at(NOW, "another").verify(header, "POST", "/cell/heartbeat", BODY)).isFalse();
    assertThat(
            at(NOW.plus(Duration.ofMinutes(6)), "the key")
                .verify(header, "POST", "/cell/heartbeat", BODY))
        .isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "v1", "v1 x y", "v1 1 zz", "v2 1 00", "v1 1 00 00", "v1  "})
  void nonsenseIsNot(String nonsense) {
    assertThat(auth.verify(nonsense, "POST", "/cell/heartbeat", BODY)).isFalse();
  }

  private static ClusterAuth at(Instant instant, String key) {
    return new ClusterAuth(
        key.getBytes(StandardCharsets.UTF_8), Clock.fixed(instant, ZoneOffset.UTC));
  }
}
