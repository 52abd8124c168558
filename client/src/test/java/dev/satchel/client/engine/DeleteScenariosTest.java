package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** What is deleted goes, and nothing else does. */
final class DeleteScenariosTest extends TwoDevices {

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
  void fileInTheNameOfADeletedFolderArrives() throws IOException {
    a.write("d/f", "f");
    settle();
    a.delete("d");
    a.write("d", "now a file");
    settle();
    assertThat(b.read("d")).isEqualTo("now a file");
  }
}
