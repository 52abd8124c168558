package dev.satchel.volume.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.satchel.cli.ExitCode;
import dev.satchel.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminProgramTest {

  private static final String STATUS =
      """
      {"health":"warn","problems":["node n2 is suspect"],
       "nodes":[{"id":"n1","state":"up","domain":"r1","address":"h:1","capacity_bytes":2048,
       "used_bytes":1024,"disks":[]},{"id":"n2","state":"suspect","domain":"r2","address":"h:2",
       "capacity_bytes":2048,"used_bytes":0,"disks":[]}],
       "volumes":{"open":3,"sealed":4,"coded":0,"degraded":1,"unreadable":0},
       "blocks":{"count":10,"logical_bytes":1048576,"stored_bytes":3145728},
       "repair":{"queued":0,"running":0,"bytes_left":0},
       "scrub":{"oldest_unverified_s":61,"errors_found":0,"errors_repaired":0},
       "trash":{"bytes":0}}\
      """;

  private static final String HASH = "ab".repeat(32);

  @TempDir private Path data;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> answers = new HashMap<>();
  private String lastBody = "";
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Files.writeString(data.resolve("server.url"), url() + "\n");
    Files.writeString(data.resolve("admin.token"), "secret\n");
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void statusFitsOnOnePage() {
    answers.put("GET /admin/status", STATUS);
    assertThat(run("status", "--data", data.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            health   warn
                     - node n2 is suspect
            nodes    1 suspect, 1 up
            disks    1.0 KiB of 4.0 KiB given to extents
            volumes  3 open, 4 sealed, 0 coded, 1 degraded, 0 unreadable
            blocks   10, 1.0 MiB stored as 3.0 MiB (3.00x)
            repair   0 queued, 0 running, 0 B left
            scrub    oldest page unverified for 0 h 1 min 1 s, 0 errors found, 0 repaired
            trash    0 B
            """);
  }

  @Test
  void jsonIsTheServersDocument() {
    answers.put("GET /admin/status", STATUS);
    assertThat(run("--data", data.toString(), "status", "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(STATUS + "\n");
  }

  @Test
  void serverAndTokenCanBeNamedApart() {
    answers.put("GET /admin/disks", "{\"disks\":[]}");
    String token = data.resolve("admin.token").toString();
    assertThat(run("disk", "list", "--server", url(), "--token-file", token)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("DISK");
  }

  @Test
  void scrubShowsWhatItFoundAndWhoDidNotAnswer() {
    answers.put(
        "GET /admin/scrub",
        """
        {"oldest_unverified_s":61,"errors_found":1,"sealed_bytes":2097152,"bytes_per_second":1024,
         "paused":false,"paused_since":"","disks":[{"node":"n1","id":"d1","path":"/srv/d1","sealed_bytes":2097152,
         "oldest_unverified_s":61,"errors_found":1,"bytes_per_second":1024,
         "limit_bytes_per_second":1048576}],"damage":[{"node":"n1","disk":"d1","extent":7,
         "kind":"page","offset":1048576,"expected":"0000002a","found":"0000002b"}],
         "silent_nodes":["n2"]}\
        """);
    assertThat(run("scrub", "status", "--data", data.toString())).isEqualTo(ExitCode.PARTIAL);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingWhitespace(
            """
            sealed   2.0 MiB on 1 disks
            oldest   looked at 0 h 1 min 1 s ago
            pace     1.0 KiB a second
            errors   1
            NODE  DISK  EXTENT  DAMAGED  OFFSET   EXPECTED  FOUND
            n1    d1    7       page     1048576  0000002a  0000002b
            """);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("no answer from: n2\n");
  }

  @Test
  void scrubSaysSinceWhenItIsPausedAndWhoIsNot() {
    answers.put(
        "POST /admin/scrub",
        """
        {"oldest_unverified_s":61,"errors_found":0,"sealed_bytes":0,"bytes_per_second":1024,
         "paused":true,"paused_since":"2026-01-02T03:04:05Z","disks":[],"damage":[],
         "silent_nodes":[]}\
        """);
    assertThat(run("scrub", "pause", "--data", data.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("pace     paused since 2026-01-02T03:04:05Z, yet 1.0 KiB a second\n");
  }

  @Test
  void rateThatIsNoneIsWrongUsage() {
    assertThat(run("scrub", "rate", "fast", "--data", data.toString())).isEqualTo(2);
    assertThat(run("scrub", "rate", "0", "--data", data.toString())).isEqualTo(2);
  }

  @Test
  void wrongTokenIsRefused() throws IOException {
    Files.writeString(data.resolve("admin.token"), "guess");
    assertThat(run("df", "--data", data.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("satchel-admin: Only the operator may.\n");
  }

  @Test
  void unknownVolumeFails() {
    assertThat(run("volume", "show", "7", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no such thing.");
  }

  @Test
  void serverThatIsNotThereIsSaidSo() {
    String url = url();
    server.stop(0);
    assertThat(run("df", "--data", data.toString())).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no server answers at " + url);
    assertThat(run("df", "--data", data.resolve("nowhere").toString()))
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "df",
        "frobnicate",
        "volume",
        "volume seal",
        "volume seal 1 --all",
        "block locate xyz",
        "df --server ftp://x --token-file y",
        "df --server httpx://x --token-file y",
        "df --server http://x:65536 --token-file y",
        "user add a@b --password-file /nowhere/at/all"
      })
  void wrongUsageIsTwo(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    String[] args = Arrays.copyOf(words, words.length + (words.length > 1 ? 2 : 0));
    if (words.length > 1 && !line.contains("--server")) {
      args[words.length] = "--data";
      args[words.length + 1] = data.toString();
    } else {
      args = words;
    }
    assertThat(run(args)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).isNotEmpty();
  }

  @Test
  void damagedCopyMakesVerifyFail() {
    answers.put(
        "POST /admin/blocks/" + HASH + "/verify",
        """
        {"block":"%s","good":false,"copies":[{"node":"n1","extent":5,"good":true},
         {"node":"n2","extent":6,"good":false,"problem":"the header does not match"}]}\
        """
            .formatted(HASH));
    assertThat(run("block", "verify", HASH, "--data", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            NODE  EXTENT  RESULT
            n1         5  good
            n2         6  the header does not match
            """);
  }

  @Test
  void volumeThatIsNotSealedYetIsListed() {
    answers.put(
        "POST /admin/volumes/seal",
        """
        {"volumes":[{"id":3,"kind":"replicated","state":"closing","reason":"by hand",
         "generation":1,"degraded":false,"blocks":1,"logical_bytes":1,"length_bytes":4096,
         "created_at":"2026-11-22T00:00:00Z","extents":[]}]}\
        """);
    assertThat(run("volume", "seal", "--all", "--data", data.toString()))
        .isEqualTo(ExitCode.PARTIAL);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("not sealed yet: [3]\n");
  }

  @Test
  void passwordIsReadFromStandardInput() {
    answers.put(
        "POST /admin/users",
        """
        {"id":"1","email":"a@b.c","used_bytes":0,"quota_bytes":0,"created_at":"x"}\
        """);
    assertThat(run("user", "add", "a@b.c", "--data", data.toString())).isZero();
    assertThat(lastBody).isEqualTo("{\"email\":\"a@b.c\",\"password\":\"typed in\"}");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("account 1 for a@b.c\n");
  }

  private static final String DISK =
      """
      {"id":"d1","node_state":"up","node":"n1","path":"/srv/d1","mode":"direct","state":"%s","reason":"%s",\
      "capacity_bytes":2048,"used_bytes":1024,"free_slots":1}\
      """;

  @Test
  void diskOfANodeThatIsDownIsShownAsItWas() {
    String disk = DISK.formatted("ok", "").replace("\"up\"", "\"dead\"");
    answers.put("GET /admin/disks", "{\"disks\":[" + disk + "]}");
    assertThat(run("disk", "list", "--data", data.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("was ok, node dead");
  }

  @Test
  void diskIsShown() {
    answers.put("GET /admin/disks/d1", DISK.formatted("quarantined", "since noon: it clicks"));
    assertThat(run("disk", "show", "d1", "--data", data.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            disk     d1
            node     n1
            path     /srv/d1 (direct)
            state    quarantined, since noon: it clicks
            space    1.0 KiB of 2.0 KiB given to extents, 1 free slots
            """);
  }

  @Test
  void quarantineIsADryRunUntilItIsApplied() {
    answers.put(
        "POST /admin/disks/d1/quarantine",
        decision(DISK.formatted("ok", ""), false, "\"no block lies on it\"", ""));
    assertThat(run("disk", "quarantine", "d1", "--data", data.toString())).isZero();
    assertThat(lastBody).contains("\"apply\":false", "\"release\":false");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "quarantine of disk d1, not done", "effect   3 extents", "safe     no block lies");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("add --apply");
  }

  @Test
  void quarantineThatIsAppliedCarriesTheReason() {
    answers.put(
        "POST /admin/disks/d1/quarantine",
        decision(DISK.formatted("quarantined", "since noon: it \\\"clicks\\\""), true, "", ""));
    assertThat(
            run(
                "disk",
                "quarantine",
                "d1",
                "--apply",
                "--reason",
                "it \"clicks\"",
                "--data",
                data.toString()))
        .isZero();
    assertThat(lastBody).contains("\"apply\":true", "\"reason\":\"it \\\"clicks\\\"\"");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void quarantineThatIsUnsafeExitsWithSix() {
    answers.put(
        "POST /admin/disks/d1/quarantine",
        decision(DISK.formatted("ok", ""), false, "", "\"1 volume would keep fewer\""));
    assertThat(run("disk", "quarantine", "d1", "--apply", "--data", data.toString()))
        .isEqualTo(ExitCode.UNSAFE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("refused: 1 volume would keep fewer");
  }

  private static String decision(String disk, boolean applied, String grounds, String refusals) {
    return """
    {"action":"quarantine","disk":%s,"applied":%s,"effects":["3 extents on it"],\
    "grounds":[%s],"refusals":[%s]}\
    """
        .formatted(disk, applied, grounds, refusals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionNamesTheCommands(String shell) {
    assertThat(run("completion", shell)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("satchel-admin", "topology", "seal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "two\nlines", "s\u00e9same"})
  void whatCannotBeATokenIsRefusedByItsFile(String content) throws IOException {
    Path file = Files.writeString(data.resolve("admin.token"), content);
    assertThat(run("df", "--data", data.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("satchel-admin: " + file + " holds no token\n");
  }

  @Test
  void helpAndVersionAreDone() {
    assertThat(run("--help")).isZero();
    assertThat(run("volume", "seal", "--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Exit codes:", "--all", "satchel-admin (not packaged)");
  }

  private int run(String... args) {
    ByteArrayInputStream in =
        new ByteArrayInputStream("typed in\n".getBytes(StandardCharsets.UTF_8));
    return AdminProgram.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            in,
            false,
            Map.of(),
            data),
        args);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String key = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!known) {
      reply(exchange, 401, problem(401, "not-signed-in", "Only the operator may."));
    } else if (answers.containsKey(key)) {
      reply(exchange, 200, answers.get(key));
    } else {
      reply(exchange, 404, problem(404, "not-found", "There is no such thing."));
    }
  }

  private static String problem(int status, String code, String detail) {
    return """
    {"type":"about:blank","title":"t","status":%d,"code":"%s","detail":"%s"}\
    """
        .formatted(status, code, detail);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
