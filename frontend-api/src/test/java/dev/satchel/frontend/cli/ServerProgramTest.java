package dev.satchel.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.cli.ExitCode;
import dev.satchel.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void helpGoesToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("up", "manager", "node", "frontend", "completion");
    assertThat(run("up", "--help")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("--extent-size", "--cell-listen", "--block-encryption");
    assertThat(run("--version")).isZero();
    assertThat(out.toString(UTF_8)).contains("satchel-server ");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionKnowsEveryCommandAndOption(String shell) {
    assertThat(run("completion", shell)).isZero();
    assertThat(out.toString(UTF_8)).contains("frontend", "cell-listen", "node-dead-after");
    assertThat(out.toString(UTF_8)).startsWith(shell.equals("fish") ? "complete -c" : "#!/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sideways",
        "up",
        "up --data D --nonsense",
        "up --data D --listen nonsense",
        "up --data D --listen 127.0.0.1:99999",
        "up --data D --nodes many",
        "up --data D --nodes -1",
        "up --data D --extent-size huge",
        "up --data D --replicas 0",
        "up --data D --fsync sometimes",
        "up --data D --grace soon",
        "up --data D --coding rs-0-0",
        "up --data D --db jdbc:oracle:x",
        "manager --data D --listen 127.0.0.1:0",
        "manager --data D --listen 127.0.0.1:0 --db jdbc:sqlite:x",
        "node --data D --listen 127.0.0.1:0 --manager 127.0.0.1:1",
        "node --data D --listen 127.0.0.1:0 --manager x --disk D/disk:64M",
        "node --data D --listen 127.0.0.1:0 --manager 127.0.0.1:1 --disk D/disk:0M",
        "node --data D --listen 127.0.0.1:0 --manager h:0 --disk D/disk:64M",
        "node --data D --listen 127.0.0.1:0 --manager h: --disk D/disk:64M",
        "node --data D --listen 127.0.0.1:0 --manager h:1,,h:2 --disk D/disk:64M",
        "node --data D --listen 127.0.0.1:0 --manager http://h:1 --disk D/disk:64M",
        "node --data D --listen 127.0.0.1:0 --manager h:+80 --disk D/disk:64M",
        "node --data D --listen 127.0.0.1:0 --manager h:1 --disk D/disk:64MB",
        "node --data D --listen 127.0.0.1:0 --manager h:1 --disk D/disk:64m",
        "node --data D --listen 127.0.0.1:0 --manager h:1 --disk D/disk:6.4G",
        "node --data D --listen 127.0.0.1:0 --manager h:1 --disk D/disk:-1G",
        "node --data D --listen 127.0.0.1:0 --manager h:1 --disk D/disk:",
        "node --data D --listen 127.0.0.1:0 --manager h:1 --disk :64M",
        "frontend --data D --listen 127.0.0.1:0 --manager h:0 --db jdbc:postgresql:x",
        "frontend --data D --listen 127.0.0.1:0 --manager 127.0.0.1:1",
        "inspect",
        "inspect D/disk --damage --extent 1",
        "inspect D/disk --extent one",
        "completion tcsh"
      })
  void wrongUsageIsSaidInOneSentenceAndChangesNothing(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replaceAll("^D", folder.resolve("data").toString());
    }
    assertThat(run(words)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8))
        .isNotEmpty()
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContainPattern("is not an? (int|long)");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "rack\n7", "rack\t7", "rack\u001b[2J", "rack\u202e7", " rack"})
  void domainThatWouldNotStandInALineIsRefusedWithoutRepeatingIt(String domain) {
    String data = folder.resolve("data").toString();
    String disk = folder.resolve("disk") + ":64M";
    assertThat(
            run(
                "node",
                "--data",
                data,
                "--listen",
                "127.0.0.1:0",
                "--manager",
                "h:1",
                "--disk",
                disk,
                "--domain",
                domain))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("a domain is a name of").doesNotContain("\u001b");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void emptyDataFolderIsNotTheWorkingFolder() {
    assertThat(run("up", "--data", "")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("'--data'", "a path is needed");
  }

  @Test
  void folderThatHasServedAndLostItsDatabaseIsRefusedForSafetyAndStaysAsItIs() throws Exception {
    Files.writeString(folder.resolve("server.url"), "http://127.0.0.1:8420\n");
    assertThat(run("up", "--data", folder.toString())).isEqualTo(ExitCode.UNSAFE);
    assertThat(err.toString(UTF_8))
        .contains("cell.db is missing", "--data an empty folder")
        .doesNotContain("Exception");
    assertThat(folder.resolve("cell.db")).doesNotExist();
    assertThat(folder.resolve("nodes")).doesNotExist();
  }

  @Test
  void unknownKeysAreRefusedByName() throws Exception {
    Files.writeString(folder.resolve("satchel.properties"), "extent-size=64M\nexten-size=64M\n");
    assertThat(run(Map.of("SATCHEL_NODS", "3"), "up", "--data", folder.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8))
        .contains("SATCHEL_NODS", "exten-size in")
        .doesNotContain(" extent-size");
  }

  @ParameterizedTest
  @CsvSource({"--replicas=77,1,1,77", "--x,77,1,77", "--x,,77,77"})
  void theCommandLineWinsThenTheEnvironmentThenTheFile(
      String argument, String environment, String file, String seen) throws Exception {
    Files.writeString(folder.resolve("satchel.properties"), "replicas=" + file + "\n");
    Map<String, String> variables =
        environment == null ? Map.of() : Map.of("SATCHEL_REPLICAS", environment);
    String[] words =
        argument.equals("--x")
            ? new String[] {"up", "--data", folder.toString()}
            : new String[] {"up", "--data", folder.toString(), argument};
    assertThat(run(variables, words)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("replicas must lie between 1 and 9, not " + seen);
  }

  @Test
  void theDataFolderItselfMayComeFromTheEnvironment() {
    assertThat(run(Map.of("SATCHEL_DATA", folder.toString(), "SATCHEL_REPLICAS", "0"), "up"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("replicas must lie between");
  }

  @Test
  void variablesOfTheOtherProgramsAreNotUnknown() {
    Map<String, String> variables =
        Map.of("SATCHEL_HOME", "x", "SATCHEL_JAVA_HOME", "y", "SATCHEL_JAVA_OPTIONS", "z");
    assertThat(run(variables, "--help")).isZero();
  }

  @Test
  void aMissingClusterKeyIsSaidInOneSentence() {
    int code =
        run(
            "node",
            "--data",
            folder.toString(),
            "--listen",
            "127.0.0.1:0",
            "--manager",
            "127.0.0.1:1",
            "--disk",
            folder.resolve("disk") + ":64M");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("there is no cluster key at").hasLineCount(1);
  }

  @Test
  void whatIsWrongWithAFileIsSaidWithItsName() throws Exception {
    assertThat(run("inspect", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("there is no " + folder.resolve("none"));
    err.reset();
    assertThat(run("inspect", folder.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains(folder + " is neither a file nor a block device");
    err.reset();
    Files.write(folder.resolve("satchel.properties"), new byte[] {-1, -1});
    assertThat(run("node", "--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("satchel.properties is no properties file in UTF-8");
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            InputStream.nullInputStream(),
            false,
            environment,
            folder);
    ServiceRunner runner = new ServiceRunner(new PrintStream(OutputStream.nullOutputStream()));
    return new ServerProgram(terminal, runner).run(arguments);
  }
}
