package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two devices and a server; each pass is asked for. In the end all three agree. */
abstract class TwoDevices {

  @TempDir Path temp;
  FakeServer server;
  TestDevice a;
  TestDevice b;

  @BeforeEach
  void open() throws IOException {
    server = new FakeServer();
    a = new TestDevice("A", temp.resolve("a"), server);
    b = new TestDevice("B", temp.resolve("b"), server);
  }

  @AfterEach
  void everythingAgreesAndIsQuiet() throws IOException {
    try (TestDevice _ = a;
        TestDevice _ = b) {
      settle();
      assertThat(b.tree()).isEqualTo(a.tree());
      assertThat(server.tree().keySet()).isEqualTo(a.tree().keySet());
      int length = server.journalLength();
      assertThat(a.sync().applied()).isZero();
      assertThat(b.sync().applied()).isZero();
      assertThat(server.journalLength()).isEqualTo(length);
      a.assertNoLeftovers();
      b.assertNoLeftovers();
    }
  }

  final void settle() throws IOException {
    for (int i = 0; i < 3; i++) {
      a.sync();
      b.sync();
    }
  }
}
