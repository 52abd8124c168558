package dev.satchel.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.remote.TroubledServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest extends SatchelCommandLine {

  private static final String REV_LIST =
      """
      {"versions":[
        {"rev":"1-9","size":0,"committed_at":"2026-01-03T00:00:00Z","deleted":true},
        {"rev":"1-7","size":5000,"committed_at":"2026-01-02T00:00:00Z","device":"desk","deleted":false},
        {"rev":"1-3","size":10,"committed_at":"2026-01-01T00:00:00Z","device":"desk","deleted":false}]}
      """;

  @Test
  void helpAndVersionSucceedOnStandardOutput() {
    assertThat(satchel("--help")).isZero();
    assertThat(out).contains("login", "status", "completion");
    assertThat(satchel("--version")).isZero();
    assertThat(out).startsWith("satchel");
    assertThat(satchel("sync", "--help")).isZero();
    assertThat(out).contains("--max-delete").contains("--home");
    assertThat(err).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "status --fast",
        "login",
        "login --server x",
        "why",
        "history",
        "restore",
        "restore /a --all",
        "logs -n many",
        "completion tcsh",
        "conflicts merge",
        "status a b",
        "--home"
      })
  void aWrongCommandLineExitsWithTwo(String line) {
    assertThat(satchel(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(out).isEmpty();
    assertThat(err).isNotBlank().doesNotContain("\tat ");
  }

  @Test
  void whyOfWhatIsNowhereSaysSoAndFails() {
    login();
    assertThat(satchel("why", folder.resolve("nowhere").toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out).contains("there is nothing of this name, here or on the server");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "run",
        "sync",
        "status",
        "pause",
        "resume",
        "why a",
        "ls",
        "history a",
        "restore a",
        "conflicts",
        "verify",
        "devices",
        "logout",
        "restore --all"
      })
  void withoutASignedInDeviceEveryCommandExitsWithFour(String line) {
    assertThat(satchel(line.split(" "))).isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("satchel login");
    assertThat(home).doesNotExist();
  }

  @Test
  void loginMakesTheFolderAndKeepsTheToken() throws Exception {
    assertThat(login()).isZero();
    assertThat(folder).isDirectory();
    ClientHome kept = new ClientHome(home);
    assertThat(kept.token()).isEqualTo("secret");
    assertThat(kept.config().folder()).isEqualTo(folder);
    assertThat(new String(server.seen().getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"password\":\"a password\"");
    assertThat(err).doesNotContain("merged");
  }

  @Test
  void thePasswordMayLieInAFile() throws Exception {
    Path file = Files.writeString(base.resolve("password"), "from the file\n");
    assertThat(login("--password-file", file.toString())).isZero();
    assertThat(new String(server.seen().getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"password\":\"from the file\"");
  }

  @Test
  void aFolderWithFilesIsMergedAndThatIsSaid() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("mine"), "x");
    assertThat(login()).isZero();
    assertThat(err).contains("merged");
    assertThat(folder.resolve("mine")).hasContent("x");
  }

  @Test
  void aSecondLoginIsRefused() {
    login();
    assertThat(login()).isEqualTo(ExitCode.UNSAFE);
    assertThat(err).contains("satchel logout");
  }

  @Test
  void aFolderThatHoldsTheHomeIsRefused() {
    folder = base;
    assertThat(login()).isEqualTo(ExitCode.UNSAFE);
    folder = home.resolve("in");
    assertThat(login()).isEqualTo(ExitCode.UNSAFE);
    folder = Path.of("/");
    assertThat(login()).isEqualTo(ExitCode.UNSAFE);
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void anUnknownCommandIsCalledThat() {
    assertThat(satchel("stauts", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err).startsWith("satchel: unknown command: stauts").contains("satchel status");
    assertThat(satchel("--home", base.toString(), "share", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err).startsWith("satchel: unknown command: share");
    assertThat(satchel("status", "--fast")).isEqualTo(ExitCode.USAGE);
    assertThat(err).startsWith("Unknown option: '--fast'");
  }

  @Test
  void aFolderInsideASyncedOneIsRefused() throws Exception {
    Files.createDirectories(base.resolve(".satchel.cache"));
    Files.writeString(base.resolve(".satchel.cache/root.id"), "id");
    assertThat(login()).isEqualTo(ExitCode.UNSAFE);
    assertThat(err).contains(base.toString(), "--folder");
    assertThat(folder).doesNotExist();
  }

  @Test
  void verifyingANameThatIsNowhereFails() {
    login();
    assertThat(satchel("verify", "nowhere")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("/nowhere");
  }

  @Test
  void oneFileCanBeVerified() throws Exception {
    login();
    Files.writeString(folder.resolve("empty"), "");
    server.document(
        "/metadata/entry",
        "{\"path\":\"/empty\",\"id\":\"1\",\"rev\":\"1-1\",\"kind\":\"file\",\"size\":0,\"executable\":false}");
    assertThat(satchel("verify", "empty")).isZero();
    assertThat(err).contains("1 path", "all the same");
    assertThat(server.seen()).noneMatch(r -> r.path().startsWith("/metadata/list"));
  }

  @Test
  void aWrongPasswordIsRefusedAndKeepsNothing() {
    server.next(TroubledServer.status(401, "not-signed-in"));
    assertThat(login()).isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("said the server");
    assertThat(new ClientHome(home).signedIn()).isFalse();
  }

  @Test
  void aServerThatIsNotThereExitsWithThree() throws Exception {
    login();
    server.close();
    assertThat(satchel("ls")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(satchel("devices")).isEqualTo(ExitCode.UNREACHABLE);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(free.getLocalPort()).isPositive();
    }
    assertThat(err).contains("no connection");
  }

  @Test
  void historyShowsTheVersionsAndRestoreTakesTheOneBefore() {
    login();
    server.document("/versions", REV_LIST);
    server.document("/versions/restore", "{\"status\":200,\"rev\":\"1-10\"}");
    assertThat(satchel("history", folder.resolve("a.txt").toString())).isZero();
    assertThat(out.lines()).hasSize(3);
    assertThat(out.lines().toList().getFirst()).contains("1-9").contains("deleted");
    assertThat(server.seen().getLast().path()).isEqualTo("/versions?path=%2Fa.txt");

    assertThat(satchel("restore", "a.txt")).isZero();
    assertThat(new String(server.seen().getLast().body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"path\":\"/a.txt\",\"rev\":\"1-7\"}");
  }

  @Test
  void jsonIsOneDocumentOnStandardOutput() {
    login();
    server.document("/versions", REV_LIST);
    assertThat(satchel("history", "/a.txt", "--json")).isZero();
    assertThat(out.strip()).startsWith("{\"versions\":[").endsWith("]}");
    server.document(
        "/metadata/list",
        "{\"entries\":[{\"path\":\"/d\",\"id\":\"1\",\"rev\":\"1-1\",\"kind\":\"folder\",\"size\":0,\"executable\":false}],\"has_more\":false}");
    assertThat(satchel("--json", "ls")).isZero();
    assertThat(out.strip()).startsWith("{\"entries\":[{\"path\":\"/d\"");
    assertThat(satchel("ls")).isZero();
    assertThat(out.strip()).isEqualTo("d/");
  }

  @Test
  void namesAreEscapedForPeopleAndExactForPrograms() throws Exception {
    login();
    String name = "\033[31mred\nb";
    Files.writeString(folder.resolve(name), "x");
    server.document(
        "/metadata/list",
        "{\"entries\":[{\"path\":\"/\\u001B[31mred\\nb\",\"id\":\"1\",\"rev\":\"1-1\",\"kind\":\"folder\",\"size\":0,\"executable\":false}],\"has_more\":false}");
    assertThat(satchel("ls")).isZero();
    assertThat(out.strip()).isEqualTo("\\u001B[31mred\\nb/");
    assertThat(satchel("ls", "--json")).isZero();
    assertThat(out).contains("\"/\\u001B[31mred\\nb\"");
    assertThat(satchel("verify")).isEqualTo(ExitCode.PARTIAL);
    assertThat(out).startsWith("/\\u001B[31mred\\nb: ").doesNotContain("\033");
    assertThat(satchel("history", name)).isEqualTo(ExitCode.FAILED);
    assertThat(satchel("why", name)).isZero();
    assertThat(out + err).doesNotContain("\033");
  }

  @Test
  void aDeviceIsNamedOnOneLineOfText() {
    String[] login = "login --server http://x --email a@b.c --folder f --device".split(" ");
    String[] args = Arrays.copyOf(login, login.length + 1);
    args[login.length] = "de\nsk";
    assertThat(satchel(args)).isEqualTo(ExitCode.USAGE);
    assertThat(err).contains("de\\nsk");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void verifyListsWhatDiffersAndExitsWithFive() throws Exception {
    login();
    Files.writeString(folder.resolve("extra"), "x");
    Files.createDirectories(folder.resolve(".satchel.cache"));
    server.document(
        "/metadata/list",
        "{\"entries\":[{\"path\":\"/gone\",\"id\":\"1\",\"rev\":\"1-1\",\"kind\":\"folder\",\"size\":0,\"executable\":false}],\"has_more\":false}");
    assertThat(satchel("verify")).isEqualTo(ExitCode.PARTIAL);
    assertThat(out.lines())
        .hasSize(2)
        .anyMatch(l -> l.startsWith("/extra:"))
        .anyMatch(l -> l.startsWith("/gone:"));
  }

  @Test
  void withoutADaemonTheStatusIsWhatTheLastEngineLeft() throws Exception {
    login();
    String left =
        "{\"state\":\"offline\",\"detail\":\"no connection\",\"pending_uploads\":2,"
            + "\"pending_downloads\":0,\"pending_bytes\":70,\"uploaded_bytes\":0,"
            + "\"downloaded_bytes\":5000,\"conflicts\":1,\"problems\":"
            + "[{\"path\":\"/a\",\"code\":\"unreadable\",\"detail\":\"permission denied\"}],"
            + "\"cursor\":null}";
    new ClientHome(home).keepLastWords(left);
    assertThat(satchel("status", "--json")).isZero();
    assertThat(out.strip()).isEqualTo(left);
    assertThat(satchel("status")).isZero();
    assertThat(out)
        .startsWith("offline: no connection")
        .contains("2 changes up", "5.00 kB", "1 conflicted file:", "/a: permission denied");
    assertThat(err).contains("not running", "satchel start");
  }

  @Test
  void aDeviceThatWasUnlinkedIsToldSoAtTheStart() throws Exception {
    login();
    Files.writeString(folder.resolve("mine"), "x");
    server.next(TroubledServer.status(401, "not-signed-in"));
    assertThat(satchel("start")).isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("unlinked", "satchel logout", "satchel login");
    assertThat(satchel("status")).isZero();
    assertThat(out).startsWith("error: this device was unlinked");
    assertThat(folder.resolve("mine")).hasContent("x");
  }

  @Test
  void stopAndPauseWithoutADaemonSaySo() {
    login();
    assertThat(satchel("stop")).isZero();
    assertThat(err).contains("not running");
    assertThat(satchel("pause")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void conflictedCopiesAreListed() throws Exception {
    login();
    Path copy = folder.resolve("a (desk's conflicted copy 2026-01-02) (2).txt");
    Files.writeString(copy, "x");
    Files.writeString(folder.resolve("a (copy).txt"), "x");
    assertThat(satchel("conflicts", "list")).isZero();
    assertThat(out.strip()).isEqualTo(copy.toString());
  }

  @Test
  void logoutForgetsTheDeviceAndLeavesTheFiles() throws Exception {
    login();
    Files.writeString(folder.resolve("mine"), "x");
    server.document("/auth/logout", "{}");
    assertThat(satchel("logout")).isZero();
    assertThat(new ClientHome(home).signedIn()).isFalse();
    assertThat(folder.resolve("mine")).exists();
    assertThat(login()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionKnowsEveryCommand(String shell) {
    assertThat(satchel("completion", shell)).isZero();
    assertThat(out).contains("login", "conflicts", "max-delete").doesNotContain("detached");
  }
}
