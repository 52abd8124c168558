package dev.satchel.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncedPathTest {

  private static final Path FOLDER = Path.of("/home/u/Sync");

  @ParameterizedTest
  @CsvSource({
    "/home/u/Sync/a/b, /tmp, /a/b",
    "/home/u/Sync, /tmp, /",
    "/a/b, /tmp, /a/b",
    "/, /tmp, /",
    "'', /tmp, /",
    "a/b, /tmp, /a/b",
    "b, /home/u/Sync/a, /a/b",
    "../c, /home/u/Sync/a, /c",
    ". , /home/u/Sync/a, /a",
    "'', /home/u/Sync/a, /a",
    "/a/../b, /tmp, /b",
    "Sync/a, /home/u, /a",
  })
  void understandsWhatPeopleType(String given, String workingFolder, String server)
      throws Exception {
    SyncedPath path = SyncedPath.of(given.strip(), FOLDER, Path.of(workingFolder));
    assertThat(path.server()).isEqualTo(server);
    assertThat(path.local()).isEqualTo(FOLDER.resolve(server.substring(1)));
  }

  @Test
  void refusesWhatLiesOutside() {
    assertThatThrownBy(() -> SyncedPath.of("../x", FOLDER, Path.of("/tmp")))
        .isInstanceOf(IOException.class);
  }
}
