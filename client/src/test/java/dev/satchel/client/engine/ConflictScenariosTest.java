package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Both devices change the same path. */
final class ConflictScenariosTest extends TwoDevices {

  private static final String COPY_A = " (A's conflicted copy 2026-11-22)";
  private static final String COPY_B = " (B's conflicted copy 2026-11-22)";

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
}
