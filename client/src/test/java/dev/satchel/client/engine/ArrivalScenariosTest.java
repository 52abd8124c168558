package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one device writes is on the other. */
final class ArrivalScenariosTest extends TwoDevices {

  @Test
  void whatOneDeviceHasArrivesOnTheOther() throws IOException {
    a.write("hello.txt", "hello");
    a.write("deep/er/file", "x");
    a.write("empty", "");
    Files.createDirectories(a.folder().resolve("empty folder"));
    Files.createSymbolicLink(a.folder().resolve("link"), Path.of("deep/er"));
    a.write("run.sh", "#!/bin/sh");
    Files.setPosixFilePermissions(
        a.folder().resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setLastModifiedTime(
        a.folder().resolve("hello.txt"),
        FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z")));
    assertThat(a.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    assertThat(b.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(b.tree().get("/hello.txt")).isEqualTo("hello @2001-02-03T04:05:06.123456789Z");
    assertThat(b.tree().get("/run.sh")).endsWith(" x");
    assertThat(b.tree().get("/link")).isEqualTo("-> deep/er");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59.500000000Z",
        "1965-01-02T03:04:05.123456789Z",
        "1965-01-02T03:04:05Z"
      })
  void aTimeBefore1970ArrivesToItsNanosecond(String mtime) throws Exception {
    a.write("old", "text");
    Path old = a.folder().resolve("old");
    touch(old, mtime);
    Instant written = Files.getLastModifiedTime(old).toInstant();
    assertThat(written).isEqualTo(Instant.parse(mtime));
    settle();
    assertThat(b.tree().get("/old")).isEqualTo("text @" + written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2262-06-01T00:00:00Z", "2400-01-01T00:00:00Z"})
  void aTimeBeyondWhatIsKeptIsSaidAndTheNearestOneArrives(String mtime) throws Exception {
    a.write("late", "text");
    Path late = a.folder().resolve("late");
    touch(late, mtime);
    assumeTrue(
        Files.getLastModifiedTime(late).toInstant().equals(Instant.parse(mtime)),
        "this file system keeps no such time");
    for (int pass = 0; pass < 2; pass++) {
      assertThat(a.sync().status().problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("/late");
            assertThat(problem.code()).isEqualTo("unsupported-time");
          });
    }
    assertThat(b.sync().status().problems()).isEmpty();
    assertThat(b.tree().get("/late")).startsWith("text @2262-04-11T");
    Files.setLastModifiedTime(late, FileTime.from(Instant.EPOCH));
    assertThat(a.sync().status().problems()).isEmpty();
    settle();
    assertThat(b.tree().get("/late")).isEqualTo("text @1970-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//b", "folder/", "//root//x", "./here", "..", "/", "a\nb", "né"})
  void aSymlinkArrivesAsItWasWritten(String target) throws Exception {
    linkByShell(target);
    settle();
    assertThat(Files.readSymbolicLink(b.folder().resolve("link")).toString()).isEqualTo(target);
  }

  @Test
  void aSymlinkToWhatIsNotUtf8IsAProblemOfItsOwn() throws Exception {
    a.write("f", "text");
    linkByShell("$(printf 'bad\\377name')");
    assertThat(a.sync().status().problems())
        .extracting(PathProblem::path, PathProblem::code)
        .containsExactly(tuple("/link", "illegal-target"));
    b.sync();
    assertThat(b.tree()).containsOnlyKeys("/f");
    Files.delete(a.folder().resolve("link"));
    assertThat(a.sync().status().problems()).isEmpty();
  }

  /** To any time; the JDK can set those only that fit into 64 bits of nanoseconds. */
  private static void touch(Path file, String mtime) throws Exception {
    assertThat(new ProcessBuilder("touch", "-d", mtime, file.toString()).start().waitFor())
        .isZero();
  }

  /** The JDK would write the target in its own way. */
  private void linkByShell(String target) throws Exception {
    Path link = a.folder().resolve("link");
    String command = "ln -s -- \"" + target + "\" '" + link + "'";
    assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
  }

  @Test
  void touchSendsNoBytes() throws IOException {
    a.write("f", "text");
    settle();
    long sent = server.putBytes();
    Files.setLastModifiedTime(a.folder().resolve("f"), FileTime.from(Instant.EPOCH));
    settle();
    assertThat(server.putBytes()).isEqualTo(sent);
    assertThat(b.tree().get("/f")).isEqualTo("text @1970-01-01T00:00:00Z");
  }

  @Test
  void editThatKeepsSizeAndMtimeIsFound() throws IOException {
    a.write("f", "text");
    settle();
    FileTime mtime = Files.getLastModifiedTime(a.folder().resolve("f"));
    a.write("f", "TEXT");
    Files.setLastModifiedTime(a.folder().resolve("f"), mtime);
    settle();
    assertThat(b.read("f")).isEqualTo("TEXT");
  }

  @Test
  void saveByRenameIsOneModification() throws IOException {
    a.write("f", "base");
    settle();
    String id = server.idOf("/f");
    a.save("f", "saved");
    settle();
    assertThat(server.idOf("/f")).isEqualTo(id);
    assertThat(b.read("f")).isEqualTo("saved");
  }

  @Test
  void copyIsMadeFromLocalBlocks() throws IOException {
    byte[] bytes = new byte[300_000];
    new java.util.Random(1).nextBytes(bytes);
    Files.write(a.folder().resolve("big"), java.util.HexFormat.of().formatHex(bytes).getBytes());
    settle();
    long got = server.gotBytes();
    Files.copy(a.folder().resolve("big"), a.folder().resolve("copy"));
    settle();
    assertThat(server.gotBytes()).isEqualTo(got);
    assertThat(b.read("copy")).isEqualTo(a.read("big"));
  }

  @Test
  void pathAHundredDeepArrives() throws IOException {
    String path = "d/".repeat(100) + "f";
    a.write(path, "deep");
    settle();
    assertThat(b.read(path)).isEqualTo("deep");
    a.delete("d");
    settle();
    assertThat(b.tree()).isEmpty();
  }
}
