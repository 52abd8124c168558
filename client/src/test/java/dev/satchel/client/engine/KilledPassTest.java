package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pass that does every kind of thing is killed before its first step, its second, and so on. */
final class KilledPassTest {

  @TempDir Path temp;

  @Test
  void whereverAPassIsKilledTheNextOneFinishesIt() throws IOException {
    boolean killed = true;
    for (int step = 0; killed; step++) {
      FakeServer server = new FakeServer();
      Path home = temp.resolve("step" + step);
      try (TestDevice a = new TestDevice("A", home.resolve("a"), server);
          TestDevice b = new TestDevice("B", home.resolve("b"), server)) {
        arrange(a, b);
        killed = passIsKilled(a, step);
        a.sync();
        b.sync();
        a.sync();
        check(step, a, b);
      }
    }
  }

  private static void arrange(TestDevice a, TestDevice b) throws IOException {
    for (String name : new String[] {"edit", "both", "gone", "lost", "d/in", "e/in"}) {
      a.write(name, name);
    }
    a.sync();
    b.sync();
    b.write("edit", "edited by b");
    b.write("both", "both by b");
    b.delete("gone");
    b.move("d", "d2");
    b.write("new/b", "new");
    b.sync();
    a.write("both", "both by a");
    a.delete("lost");
    a.move("e", "e2");
    a.write("e2/in", "moved and edited");
    a.write("new/a", "new");
  }

  private static boolean passIsKilled(TestDevice device, int step) throws IOException {
    int[] left = {step};
    device.setSteps(_ -> {
      if (left[0]-- == 0) {
        throw new Killed();
      }
    });
    try {
      device.sync();
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      device.restart();
    }
  }

  private static void check(int step, TestDevice a, TestDevice b) throws IOException {
    assertThat(b.tree()).as("killed before step %s", step).isEqualTo(a.tree());
    assertThat(a.tree())
        .as("killed before step %s", step)
        .containsOnlyKeys(
            "/both",
            "/both (A's conflicted copy 2026-11-22)",
            "/d2",
            "/d2/in",
            "/e2",
            "/e2/in",
            "/edit",
            "/new",
            "/new/a",
            "/new/b");
    assertThat(a.read("both (A's conflicted copy 2026-11-22)")).isEqualTo("both by a");
    assertThat(a.read("both")).isEqualTo("both by b");
    assertThat(a.read("e2/in")).isEqualTo("moved and edited");
    a.assertNoLeftovers();
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
