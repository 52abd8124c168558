package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static dev.satchel.metadata.Change.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.tree.Cursor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DeltaTest {

  private final World world;

  DeltaTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void emptyNamespaceHasAnEmptySnapshot() {
    DeltaPage page = read(null, 10);

    assertThat(page).isEqualTo(new DeltaPage(List.of(), world.head(), false, true));
    assertThat(world.metadata.deltas().hasChanges(world.caller, page.cursor())).isFalse();
  }

  @Test
  void snapshotHasParentsFirstAndEndsAtTheJournal() {
    world.ok(file("/b/c/d", "d"), file("/a", "a"), folder("/z"));
    DeltaPage page = read(null, 10);

    assertThat(page.reset()).isTrue();
    assertThat(page.hasMore()).isFalse();
    assertThat(page.entries())
        .extracting(DeltaEntry::path)
        .containsExactly("/a", "/b", "/b/c", "/b/c/d", "/z");
    assertThat(page.entries()).extracting(DeltaEntry::action).containsOnly(DeltaAction.ADDED);
    assertThat(page.cursor()).isEqualTo(world.head());
  }

  @Test
  void snapshotInPagesOfEverySizeIsTheSame() {
    for (int i = 0; i < 5; i++) {
      world.ok(
          file("/d%d/e/f".formatted(i), "f"),
          file("/d%d/g".formatted(i), "g"),
          folder("/d" + i + "/e/h"));
    }
    for (int limit = 1; limit <= 26; limit++) {
      Replica replica = new Replica(world);
      replica.pullAll(limit);
      replica.assertEqualToServer();
    }
  }

  @Test
  void headsTellOfEveryNamespaceThatIsThere() {
    long namespace = world.caller.rootNamespace();
    long before = world.metadata.deltas().heads(List.of(namespace)).getOrDefault(namespace, -1L);
    world.ok(folder("/a"), folder("/b"));

    assertThat(world.metadata.deltas().heads(List.of(namespace, 987_654_321L)))
        .isEqualTo(Map.of(namespace, before + 2));
    assertThat(world.metadata.deltas().heads(List.of())).isEmpty();
  }

  @Test
  void journalIsReadInOrderAndInPages() {
    String start = world.head();
    world.ok(folder("/a"), folder("/b"), folder("/c"));

    DeltaPage first = read(start, 2);
    DeltaPage second = read(first.cursor(), 2);

    assertThat(first.entries()).extracting(DeltaEntry::path).containsExactly("/a", "/b");
    assertThat(first.hasMore()).isTrue();
    assertThat(first.reset()).isFalse();
    assertThat(second.entries()).extracting(DeltaEntry::path).containsExactly("/c");
    assertThat(second.hasMore()).isFalse();
    assertThat(second.cursor()).isEqualTo(world.head());
  }

  @Test
  void hasChangesTellsWhetherSomethingIsAfterTheCursor() {
    String start = world.head();
    assertThat(world.metadata.deltas().hasChanges(world.caller, start)).isFalse();
    world.ok(folder("/a"), folder("/b"));

    assertThat(world.metadata.deltas().hasChanges(world.caller, start)).isTrue();
    assertThat(world.metadata.deltas().hasChanges(world.caller, read(null, 1).cursor())).isTrue();
    assertThat(world.metadata.deltas().hasChanges(world.caller, world.head())).isFalse();
  }

  @Test
  void changesBehindTheSnapshotArriveWithTheJournal() {
    for (String name : List.of("a", "c", "e", "g")) {
      world.ok(file("/" + name + "/1", name), file("/" + name + "/2", name + name));
    }
    Replica replica = new Replica(world);
    replica.pull(4);
    world.ok(
        file("/a/1", "changed", world.rev("/a/1")),
        delete("/a/2", world.rev("/a/2")),
        file("/b", "new and behind"),
        file("/f", "new and before"),
        move("/g/1", "/a/moved", world.rev("/g/1")),
        move("/c/2", "/g/moved", world.rev("/c/2")));
    replica.pull(2);
    world.ok(
        delete("/e", world.rev("/e")), delete("/c", world.rev("/c")), file("/c", "a file now"));
    replica.pullAll(2);

    replica.assertEqualToServer();
  }

  @Test
  void folderThatMovesBehindTheSnapshotBeginsItAnew() {
    world.ok(file("/a", "a"), file("/b", "b"), file("/z/1", "1"), file("/z/2", "2"));
    Replica replica = new Replica(world);
    replica.pull(2);
    world.ok(move("/z", "/0", world.rev("/z")));

    replica.pullAll(2);
    replica.assertEqualToServer();
  }

  @Test
  void folderInWhichAPageEndedMayVanish() {
    world.ok(file("/a/b/1", "1"), file("/a/b/2", "2"), file("/c", "c"));
    Replica replica = new Replica(world);
    replica.pull(3);
    world.ok(delete("/a/b", world.rev("/a/b")), file("/a/x", "x"));

    replica.pullAll(10);
    replica.assertEqualToServer();
  }

  @Test
  void cursorsOfOthersOrOfNowhereAreRefused() {
    long namespace = world.caller.rootNamespace();
    world.ok(folder("/a"), folder("/b"));
    Caller other = world.newCaller(1);

    for (String cursor :
        List.of(
            "",
            "x",
            world.head() + "0",
            world.head().replace("j.", "s."),
            world.metadata.deltas().head(other),
            new Cursor.Journal(namespace, 99).toString(),
            new Cursor.Journal(namespace, -1).toString(),
            new Cursor.Snapshot(namespace, 99, 0, "a").toString(),
            new Cursor.Snapshot(namespace, 1, 77, "a").toString(),
            new Cursor.Listing(namespace, 0, 0, "a").toString())) {
      assertThatThrownBy(() -> read(cursor, 10))
          .as(cursor)
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.code()).isEqualTo(ProblemCode.UNKNOWN_CURSOR));
    }
  }

  @Test
  void limitIsHeldWithinBounds() {
    world.ok(folder("/a"), folder("/b"));

    assertThat(read(null, 0).entries()).hasSize(2);
    assertThat(read(null, -5).entries()).hasSize(2);
    assertThat(read(null, Integer.MAX_VALUE).entries()).hasSize(2);
  }

  private DeltaPage read(@Nullable String cursor, int limit) {
    return world.metadata.deltas().read(world.caller, cursor, limit);
  }
}
