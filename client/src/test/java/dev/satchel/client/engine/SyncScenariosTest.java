package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices and a server; each pass is asked for. */
final class SyncScenariosTest {

  private static final String COPY_A = " (A's conflicted copy 2026-11-22)";
  private static final String COPY_B = " (B's conflicted copy 2026-11-22)";

  @TempDir Path temp;
  private FakeServer server;
  private TestDevice a;
  private TestDevice b;

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

  private void settle() throws IOException {
    for (int i = 0; i < 3; i++) {
      a.sync();
      b.sync();
    }
  }

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
  void samePathSameBytesMadeOnBothIsOneFile() throws IOException {
    a.write("d/f", "same");
    b.write("d/f", "same");
    settle();
    assertThat(a.tree()).containsOnlyKeys("/d", "/d/f");
  }

  @Test
  void samePathDifferentBytesKeepsBoth() throws IOException {
    a.write("f.txt", "from a");
    b.write("f.txt", "from b");
    settle();
    assertThat(a.read("f.txt")).isEqualTo("from a");
    assertThat(a.read("f" + COPY_B + ".txt")).isEqualTo("from b");
    assertThat(a.tree()).hasSize(2);
  }

  @Test
  void editAndEditKeepsBothAndTheFirstCommitKeepsTheName() throws IOException {
    a.write("f.txt", "base");
    settle();
    a.write("f.txt", "from a");
    b.write("f.txt", "from b!");
    b.sync();
    settle();
    assertThat(a.read("f.txt")).isEqualTo("from b!");
    assertThat(b.read("f" + COPY_A + ".txt")).isEqualTo("from a");
    assertThat(a.tree()).hasSize(2);
  }

  @Test
  void secondConflictOfTheDayIsNumbered() throws IOException {
    a.write("f", "1");
    b.write("f", "22");
    settle();
    a.write("f", "333");
    b.write("f", "4444");
    settle();
    assertThat(a.tree()).containsOnlyKeys("/f", "/f" + COPY_B, "/f" + COPY_B + " (2)");
  }

  @Test
  void editBeatsDeleteWhicheverComesFirst() throws IOException {
    a.write("f", "base");
    a.write("g", "base");
    settle();
    a.delete("f");
    b.write("f", "edited");
    b.delete("g");
    a.write("g", "edited too");
    settle();
    assertThat(a.read("f")).isEqualTo("edited");
    assertThat(b.read("g")).isEqualTo("edited too");
  }

  @Test
  void deleteAndDeleteIsGone() throws IOException {
    a.write("d/f", "base");
    settle();
    a.delete("d");
    b.delete("d");
    settle();
    assertThat(a.tree()).isEmpty();
  }

  @Test
  void deletedFilesGoToTheLocalTrashOfTheOther() throws IOException {
    a.write("d/f", "base");
    settle();
    a.delete("d");
    settle();
    assertThat(b.tree()).isEmpty();
    assertThat(b.read(".satchel.cache/trash/d/f")).isEqualTo("base");
  }

  @Test
  void renameOfAFolderIsOneJournalRowAndNoBytes() throws IOException {
    for (int i = 0; i < 200; i++) {
      a.write("d/sub/f" + i, "text " + i);
    }
    settle();
    int length = server.journalLength();
    long sent = server.putBytes();
    long got = server.gotBytes();
    a.move("d", "e");
    settle();
    assertThat(server.journalLength()).isEqualTo(length + 1);
    assertThat(server.putBytes()).isEqualTo(sent);
    assertThat(server.gotBytes()).isEqualTo(got);
    assertThat(b.has("d")).isFalse();
    assertThat(b.read("e/sub/f7")).isEqualTo("text 7");
  }

  @Test
  void renameAndEditGoesOnWithTheHistory() throws IOException {
    a.write("f", "base");
    settle();
    String id = server.idOf("/f");
    a.move("f", "g");
    a.write("g", "edited");
    settle();
    assertThat(server.idOf("/g")).isEqualTo(id);
    assertThat(b.read("g")).isEqualTo("edited");
    assertThat(b.has("f")).isFalse();
  }

  @Test
  void renameOfAFolderHereAndOfAFileInItThereAreBothKept() throws IOException {
    a.write("d/x", "base");
    settle();
    a.move("d", "e");
    b.move("d/x", "d/y");
    long got = server.gotBytes();
    settle();
    assertThat(a.tree()).containsOnlyKeys("/e", "/e/y");
    assertThat(server.gotBytes()).isEqualTo(got);
  }

  @Test
  void moveOfEachIntoTheOtherMakesNoRing() throws IOException {
    a.write("x/1", "1");
    a.write("y/2", "2");
    settle();
    a.move("x", "y/x");
    b.move("y", "x/y");
    settle();
    assertThat(a.tree()).containsOnlyKeys("/y", "/y/2", "/y/x", "/y/x/1");
  }

  @Test
  void caseOfANameFollows() throws IOException {
    a.write("Foo.txt", "text");
    settle();
    String id = server.idOf("/Foo.txt");
    a.move("Foo.txt", "foo.txt");
    settle();
    assertThat(b.tree()).containsOnlyKeys("/foo.txt");
    assertThat(server.idOf("/foo.txt")).isEqualTo(id);
  }

  @Test
  void newFileKeepsAFolderThatTheOtherDeleted() throws IOException {
    a.write("d/old", "old");
    a.write("d/deep/old", "old");
    settle();
    a.delete("d");
    b.write("d/deep/new", "new");
    settle();
    assertThat(a.tree()).containsOnlyKeys("/d", "/d/deep", "/d/deep/new");
  }

  @Test
  void newFileKeepsAFolderDeletedHere() throws IOException {
    a.write("d/old", "old");
    settle();
    b.write("d/new", "new");
    b.sync();
    a.delete("d");
    settle();
    assertThat(a.tree()).containsOnlyKeys("/d", "/d/new");
  }

  @Test
  void folderThatIsDeletedWhileSomebodyFillsItStays() throws IOException {
    a.write("d/old", "old");
    settle();
    a.delete("d");
    // Between the delete of d/old and that of d, which is on the cursor.
    boolean[] filled = {false};
    a.setSteps(what -> {
      if (what.equals("commit") && server.tree().size() == 1 && !filled[0]) {
        filled[0] = true;
        write(b, "d/new", "new");
      }
    });
    settle();
    assertThat(filled[0]).isTrue();
    assertThat(a.tree()).containsOnlyKeys("/d", "/d/new");
  }

  private static void write(TestDevice device, String path, String text) {
    try {
      device.write(path, text);
      device.sync();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesExchangedWhileOffAreExchangedThere() throws IOException {
    a.write("p/1", "one");
    a.write("q/2", "two");
    settle();
    a.move("p", "tmp");
    a.sync();
    a.move("q", "p");
    a.sync();
    a.move("tmp", "q");
    b.write("p/3", "three");
    settle();
    assertThat(b.tree()).containsOnlyKeys("/p", "/p/2", "/q", "/q/1", "/q/3");
  }

  @Test
  void fileInTheNameOfADeletedFolderArrives() throws IOException {
    a.write("d/f", "f");
    settle();
    a.delete("d");
    a.write("d", "now a file");
    settle();
    assertThat(b.read("d")).isEqualTo("now a file");
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
  void massDeleteWaitsForAWord() throws IOException {
    for (int i = 0; i < 150; i++) {
      a.write("d/f" + i, "text " + i);
    }
    settle();
    a.delete("d");
    assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
    assertThat(server.tree()).hasSize(151);
    a.restart();
    assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
    a.engine().restoreDeleted();
    a.sync();
    assertThat(a.tree()).hasSize(151);
    a.delete("d");
    a.engine().allowDeletes();
    a.sync();
    assertThat(server.tree()).isEmpty();
  }

  @Test
  void heldDeletesStayHeldWithoutTheLimitUntilTheyAreAnswered() throws IOException {
    holdThreeDeletes();
    for (int pass = 0; pass < 2; pass++) {
      assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
      a.restart(EngineOptions.defaults());
    }
    assertThat(server.tree()).hasSize(5);
    a.engine().allowDeletes();
    assertThat(a.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    assertThat(server.tree()).hasSize(2);
    a.delete("f3");
    a.sync();
    assertThat(server.tree()).hasSize(1);
  }

  @Test
  void aHoldSurvivesAPassThatFails() throws IOException {
    holdThreeDeletes(() -> {
      a.write("new", "text");
      server.loseAnswerAfter(0);
      assertThatThrownBy(a::sync).hasMessageContaining("lost");
    });
    a.restart(EngineOptions.defaults());
    assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
    assertThat(server.tree()).hasSize(6);
    a.engine().allowDeletes();
    settle();
    assertThat(server.tree()).hasSize(3);
  }

  @Test
  void aHoldEndsWhenTheFilesAreBack() throws IOException {
    holdThreeDeletes();
    a.restart(EngineOptions.defaults());
    for (int i = 0; i < 3; i++) {
      a.write("f" + i, "text " + i);
    }
    assertThat(a.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    a.delete("f0");
    assertThat(a.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    assertThat(server.tree()).hasSize(4);
  }

  private void holdThreeDeletes() throws IOException {
    holdThreeDeletes(
        () -> assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION));
  }

  /** Of five files three are deleted, where two may be. */
  private void holdThreeDeletes(Pass pass) throws IOException {
    for (int i = 0; i < 5; i++) {
      a.write("f" + i, "text " + i);
    }
    settle();
    a.restart(EngineOptions.defaults().withMaxDelete(2));
    for (int i = 0; i < 3; i++) {
      a.delete("f" + i);
    }
    pass.run();
  }

  /** What a device does. */
  private interface Pass {
    void run() throws IOException;
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
