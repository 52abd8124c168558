package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network, the folder or the database is not what it was. */
final class TroubleScenariosTest extends TwoDevices {

  @Test
  void lostAnswerToACommitMakesNoDuplicate() throws IOException {
    a.write("f", "base");
    server.loseAnswerAfter(0);
    assertThatThrownBy(a::sync).hasMessageContaining("lost");
    settle();
    assertThat(server.journalLength()).isEqualTo(1);
  }

  @Test
  void cutNetworkIsReportedAndLeavesTheWorkForLater() throws IOException {
    a.write("f", "base");
    server.setReachable(false);
    assertThatThrownBy(a::sync).hasMessageContaining("cut");
    assertThat(a.engine().status().state()).isEqualTo(EngineState.OFFLINE);
    server.setReachable(true);
    settle();
    assertThat(b.read("f")).isEqualTo("base");
  }

  @Test
  void aPipeIsReportedAsWhatItIsUntilItIsGone() throws Exception {
    Path pipe = a.folder().resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().onExit().get();
    for (int pass = 0; pass < 2; pass++) {
      assertThat(a.sync().status().problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("/pipe");
            assertThat(problem.code()).isEqualTo("unsupported-kind");
            assertThat(problem.detail()).contains("pipe, socket or device");
          });
    }
    Files.delete(pipe);
    assertThat(a.sync().status().problems()).isEmpty();
  }

  @Test
  void aRemovedCacheStopsTheClientWithAWordOnHowToGoOn() throws IOException {
    a.write("f", "base");
    settle();
    Path cache = a.folder().resolve(".satchel.cache");
    Path aside = temp.resolve("aside");
    Files.move(cache, aside);
    assertThatThrownBy(a::sync)
        .isInstanceOf(SyncRootException.class)
        .hasMessageContaining("`satchel logout` and `satchel login`");
    assertThat(server.tree()).hasSize(1);
    Files.move(aside, cache);
  }

  @Test
  void missingRootStopsEverything() throws IOException {
    a.write("f", "base");
    settle();
    Path aside = temp.resolve("aside");
    Files.move(a.folder(), aside);
    assertThatThrownBy(a::sync).isInstanceOf(SyncRootException.class);
    Files.createDirectories(a.folder());
    assertThatThrownBy(a::sync).isInstanceOf(SyncRootException.class);
    assertThatThrownBy(a::restart).isInstanceOf(SyncRootException.class);
    assertThat(server.tree()).hasSize(1);
    Files.delete(a.folder());
    Files.move(aside, a.folder());
    a.restart();
  }

  @Test
  void lostDatabaseCostsNoBytes() throws IOException {
    a.write("d/f", "base");
    settle();
    long got = server.gotBytes();
    b.close();
    Files.delete(b.database());
    b = new TestDevice("B", temp.resolve("b"), server);
    settle();
    assertThat(server.gotBytes()).isEqualTo(got);
    assertThat(b.tree()).containsOnlyKeys("/d", "/d/f");
  }

  /** Root reads and enters everything: run as anybody else to see it. */
  @ParameterizedTest
  @ValueSource(strings = {"-wx------", "r--------", "---------"})
  void aLockedFolderDoesNotKeepTheRestFromGoingOn(String mode) throws IOException {
    a.write("locked/x", "old");
    settle();
    Path locked = b.folder().resolve("locked");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString(mode));
    try {
      Assumptions.assumeFalse(Files.isReadable(locked) && Files.isExecutable(locked), "root");
      a.write("locked/new", "new");
      a.write("locked/x", "newer");
      a.write("other", "goes on");
      a.sync();
      assertThat(b.sync().status().problems()).isNotEmpty();
      assertThat(b.read("other")).isEqualTo("goes on");
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    settle();
    assertThat(b.read("locked/x")).isEqualTo("newer");
    assertThat(b.read("locked/new")).isEqualTo("new");
  }
}
