package dev.satchel.client.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientHomeTest {

  @TempDir private Path base;

  private ClientHome home;
  private DeviceConfig config;

  @BeforeEach
  void name() {
    home = new ClientHome(base.resolve("home"));
    config =
        new DeviceConfig(
            URI.create("http://localhost:1"), "a@b.c", "d-1", "Zoë's laptop", base.resolve("ä b"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void nobodyElseCanReadIt() throws Exception {
    home.create();
    home.signIn(config, "secret");
    assertThat(mode(home.folder())).isEqualTo("rwx------");
    assertThat(mode(home.logs())).isEqualTo("rwx------");
    assertThat(mode(home.folder().resolve("device.token"))).isEqualTo("rw-------");
    assertThat(mode(home.folder().resolve("config.properties"))).isEqualTo("rw-------");
  }

  @Test
  void whatIsKeptIsFoundAgain() throws Exception {
    home.create();
    assertThat(home.signedIn()).isFalse();
    home.signIn(config, "secret");
    assertThat(home.signedIn()).isTrue();
    assertThat(home.config()).isEqualTo(config);
    assertThat(home.token()).isEqualTo("secret");
  }

  @Test
  void signingOutForgetsEverythingButTheLogs() throws Exception {
    home.create();
    home.signIn(config, "secret");
    Files.writeString(home.database(), "trees");
    Files.writeString(home.folder().resolve("satchel.db-wal"), "more");
    home.signOut();
    assertThat(home.signedIn()).isFalse();
    assertThat(home.folder()).isDirectoryNotContaining(p -> p.toString().contains("satchel.db"));
    assertThatThrownBy(home::config).isInstanceOf(NotSignedInException.class);
    assertThatThrownBy(home::token).isInstanceOf(NotSignedInException.class);
  }

  @Test
  void allThatIsWrongWithTheConfigIsSaidTogether() throws Exception {
    home.create();
    Files.writeString(
        home.folder().resolve("config.properties"), "server=http://x\nemail=a\ncolour=red\n");
    assertThatThrownBy(home::config)
        .hasMessageContaining("device-id is missing")
        .hasMessageContaining("folder is missing")
        .hasMessageContaining("colour is not a key");
  }

  @Test
  void oneAtATimeHoldsTheLock() throws Exception {
    home.create();
    try (HomeLock lock = home.lock().orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(home.lock()).isEmpty();
      assertThat(home.lockHolder()).contains(ProcessHandle.current().pid());
    }
    try (HomeLock again = home.lock().orElseThrow()) {
      assertThat(again).isNotNull();
    }
    assertThat(home.lockHolder()).isEmpty();
  }

  @Test
  void aSocketsPathIsNeverTooLong() throws Exception {
    assertThat(home.socket()).isEqualTo(home.folder().resolve("daemon.sock"));
    ClientHome deep = new ClientHome(base.resolve("x".repeat(120)));
    assertThat(deep.socket().toString().length()).isLessThanOrEqualTo(100);
    assertThat(deep.socket()).isEqualTo(new ClientHome(deep.folder()).socket());
    deep.prepareSocket();
    Path place = Objects.requireNonNull(deep.socket().getParent());
    assertThat(mode(place)).isEqualTo("rwx------");
    Files.delete(place);
  }
}
