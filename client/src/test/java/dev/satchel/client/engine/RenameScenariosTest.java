package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names change; what they name does not. */
final class RenameScenariosTest extends TwoDevices {

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
  void whatIsDeletedInAFolderThatIsRenamedIsGoneEverywhere() throws IOException {
    a.write("d/sub/x", "x");
    a.write("d/sub/y", "y");
    a.write("d/z", "z");
    a.write("d/f", "f");
    settle();
    a.move("d", "e");
    a.delete("e/sub/x");
    a.delete("e/z");
    a.delete("e/f");
    a.write("e/f/in", "a folder now");
    settle();
    assertThat(b.tree()).containsOnlyKeys("/e", "/e/sub", "/e/sub/y", "/e/f", "/e/f/in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a file before it", "then a file after it"})
  void fileThatMadeWayForAnotherOfItsNameIsSeenByTheSamePass(String kept) throws IOException {
    a.write("some file", "old");
    settle();
    a.move("some file", kept);
    a.write("some file", "new ".repeat(4 << 20)); // takes longer to read than a folder to list
    a.sync();
    assertThat(server.tree()).containsOnlyKeys("/some file", "/" + kept);
    b.sync();
    assertThat(b.read(kept)).isEqualTo("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a folder before it", "then a folder after it"})
  void folderThatMadeWayForAnotherOfItsNameIsSeenByTheSamePass(String kept) throws IOException {
    a.write("some folder/x", "old x");
    a.write("some folder/sub/y", "old y");
    a.write("some folder/z", "old z");
    settle();
    long sent = server.putBytes();
    a.move("some folder", kept);
    a.write("some folder/x", "new x");
    a.sync();
    assertThat(server.tree())
        .containsOnlyKeys(
            "/some folder",
            "/some folder/x",
            "/" + kept,
            "/" + kept + "/x",
            "/" + kept + "/sub",
            "/" + kept + "/sub/y",
            "/" + kept + "/z");
    assertThat(server.putBytes() - sent).isEqualTo("new x".length());
    b.sync();
    assertThat(b.read(kept + "/x")).isEqualTo("old x");
    assertThat(b.read("some folder/x")).isEqualTo("new x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "then after"})
  void fileThatMadeWayForAFolderAndFolderForAFileAreMoves(String kept) throws IOException {
    a.write("file", "text");
    a.write("folder/x", "x");
    settle();
    String file = server.idOf("/file");
    String folder = server.idOf("/folder");
    a.move("file", kept + " file");
    a.write("file/in", "in");
    a.move("folder", kept + " folder");
    a.write("folder", "a file now");
    a.sync();
    b.sync();
    assertThat(b.tree())
        .containsOnlyKeys(
            "/file",
            "/file/in",
            "/folder",
            "/" + kept + " file",
            "/" + kept + " folder",
            "/" + kept + " folder/x");
    assertThat(server.idOf("/" + kept + " file")).isEqualTo(file);
    assertThat(server.idOf("/" + kept + " folder")).isEqualTo(folder);
  }

  @Test
  void namesThatMoveOnByOneAreSeenByOnePass() throws IOException {
    for (String name : new String[] {"log", "log.1", "log.2"}) {
      a.write(name, "text of " + name);
    }
    settle();
    a.move("log.2", "log.3");
    a.move("log.1", "log.2");
    a.move("log", "log.1");
    a.write("log", "new");
    a.sync();
    b.sync();
    assertThat(b.tree()).containsOnlyKeys("/log", "/log.1", "/log.2", "/log.3");
    assertThat(b.read("log.3")).isEqualTo("text of log.2");
    assertThat(b.read("log.1")).isEqualTo("text of log");
  }

  @Test
  void whatIsMadeInAFolderThatIsRenamedBeforeComesIntoTheRenamedOneHoweverMuchItIs()
      throws IOException {
    a.write("d/x", "x");
    settle();
    a.move("d", "e");
    for (int i = 0; i < 1_500; i++) {
      a.write("e/f" + i, i % 3 == 0 ? "text " + i : "");
    }
    settle();
    assertThat(server.tree().keySet()).hasSize(1_502).doesNotContain("/d");
  }

  @Test
  void deleteHereRacingTheRenameOfItsFolderThereIsNotLost() throws IOException {
    a.write("d/x", "x");
    a.write("d/y", "y");
    settle();
    a.delete("d/x");
    b.move("d", "e");
    a.setSteps(step -> {
      if (step.equals("commit")) {
        a.setSteps(Steps.NONE);
        assertThatNoException().isThrownBy(b::sync);
      }
    });
    settle();
    assertThat(a.tree()).containsOnlyKeys("/e", "/e/y");
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
}
