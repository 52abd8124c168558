package dev.satchel.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever became of the home, the program says so, and there is a way on. */
class BrokenHomeTest extends SatchelCommandLine {

  private Path inHome(String name) {
    return home.resolve(name);
  }

  private void signInWithMark() throws IOException {
    login();
    Files.createDirectories(folder.resolve(".satchel.cache"));
    Files.writeString(folder.resolve(".satchel.cache/root.id"), "id");
    Files.writeString(folder.resolve("mine"), "x");
  }

  private void logoutAndLogin() {
    server.document("/auth/logout", "{}");
    assertThat(satchel("logout")).isZero();
    assertThat(new ClientHome(home).signedIn()).isFalse();
    assertThat(login()).isZero();
    assertThat(folder.resolve("mine")).hasContent("x");
  }

  @Test
  void withoutItsTokenADeviceCanBeSignedOutAndInAgain() throws Exception {
    signInWithMark();
    Files.delete(inHome("device.token"));
    assertThat(satchel("sync")).isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("satchel logout").contains("satchel login");
    logoutAndLogin();
  }

  @Test
  void withATokenOnlyADeviceCanBeSignedOut() throws Exception {
    login();
    Files.delete(inHome("config.properties"));
    assertThat(satchel("logout")).isZero();
    assertThat(new ClientHome(home).signedIn()).isFalse();
    assertThat(login()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "status", "doctor", "ls", "logout"})
  void aGarbledConfigIsNamed(String command) throws Exception {
    login();
    Files.writeString(inHome("config.properties"), "server=\\u00");
    assertThat(satchel(command)).isEqualTo(ExitCode.FAILED);
    assertThat(out + err).contains("config.properties").doesNotContain("\tat ");
  }

  @Test
  void whenTheServerIsGoneForGoodADeviceCanBeSignedOutAllTheSame() throws Exception {
    signInWithMark();
    server.close();
    assertThat(satchel("logout")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err).contains("satchel logout --offline");
    assertThat(new ClientHome(home).signedIn()).isTrue();
    assertThat(satchel("logout", "--offline")).isZero();
    assertThat(err).contains("desk").contains("satchel devices");
    assertThat(new ClientHome(home).signedIn()).isFalse();
    assertThat(folder.resolve(".satchel.cache")).doesNotExist();
    assertThat(folder.resolve("mine")).hasContent("x");
  }

  @Test
  void aFolderWhoseDeviceIsNoMoreCanBeTakenOver() throws Exception {
    Files.createDirectories(folder.resolve(".satchel.cache"));
    Files.writeString(folder.resolve(".satchel.cache/root.id"), "id");
    assertThat(login()).isEqualTo(ExitCode.UNSAFE);
    assertThat(err).contains("remove " + folder.resolve(".satchel.cache"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "run"})
  void aDamagedDatabaseIsNamedWithTheWayOn(String command) throws Exception {
    signInWithMark();
    Files.writeString(
        inHome("satchel.db"), "this was a database once, not a short one\n".repeat(99));
    assertThat(satchel(command)).isEqualTo(ExitCode.FAILED);
    assertThat(err)
        .contains("satchel.db", "damaged", "satchel logout", "satchel login")
        .doesNotContain("\tat ");
    assertThat(satchel("doctor")).isEqualTo(ExitCode.FAILED);
    assertThat(out).contains("satchel.db");
    logoutAndLogin();
  }

  @Test
  void theStatusTellsOfADamagedDatabase() throws Exception {
    signInWithMark();
    Files.writeString(
        inHome("satchel.db"), "this was a database once, not a short one\n".repeat(99));
    new ClientHome(home)
        .keepLastWords(
            "{\"state\":\"in-sync\",\"pending_uploads\":0,\"pending_downloads\":0,"
                + "\"pending_bytes\":0,\"uploaded_bytes\":0,\"downloaded_bytes\":0,"
                + "\"conflicts\":0,\"problems\":[],\"cursor\":null}");
    assertThat(satchel("sync")).isEqualTo(ExitCode.FAILED);
    assertThat(satchel("status")).isZero();
    assertThat(out).startsWith("error: ").contains("satchel.db");
  }
}
