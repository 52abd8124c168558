package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static dev.satchel.metadata.Change.hash;
import static dev.satchel.metadata.Change.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class MoveTest {

  private final World world;

  MoveTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void folderMoveIsOneRowAndKeepsEveryIdAndRevBelow() {
    world.ok(file("/d/a", "a"), file("/d/e/b", "b"), folder("/new"));
    Entry folder = world.entry("/d");
    Entry child = world.entry("/d/e/b");
    String before = world.head();

    CommitResult moved = world.ok(move("/d", "/new/d2", folder.rev()));

    assertThat(world.paths())
        .containsExactly("/new", "/new/d2", "/new/d2/a", "/new/d2/e", "/new/d2/e/b");
    assertThat(moved.id()).isEqualTo(folder.id());
    assertThat(moved.rev()).isNotEqualTo(folder.rev());
    Entry after = world.entry("/new/d2/e/b");
    assertThat(after.id()).isEqualTo(child.id());
    assertThat(after.rev()).isEqualTo(child.rev());
    assertThat(world.after(before))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.action()).isEqualTo(DeltaAction.MOVED);
          assertThat(row.path()).isEqualTo("/new/d2");
          assertThat(row.from()).isEqualTo("/d");
          assertThat(row.id()).isEqualTo(folder.id());
        });
  }

  @Test
  void movedFileKeepsItsBytesAndHistory() {
    CommitResult made = world.ok(file("/a", "one"));
    CommitResult changed = world.ok(file("/a", "two", made.rev()));
    String before = world.head();
    CommitResult moved = world.ok(move("/a", "/sub/b", changed.rev()));

    assertThat(moved.id()).isEqualTo(made.id());
    assertThat(world.entry("/sub/b").blockList()).containsExactly(hash("two"));
    assertThat(world.after(before))
        .extracting(DeltaEntry::path, DeltaEntry::action)
        .containsExactly(tuple("/sub", DeltaAction.ADDED), tuple("/sub/b", DeltaAction.MOVED));
    assertThat(world.metadata.versions().list(world.caller, "/sub/b").versions()).hasSize(3);
    assertThat(world.usedBytes()).isEqualTo(3);
  }

  @Test
  void changeOnlyOfCaseIsAMove() {
    CommitResult made = world.ok(file("/Foo.txt", "x"));
    CommitResult moved = world.ok(move("/Foo.txt", "/foo.txt", made.rev()));

    assertThat(moved.id()).isEqualTo(made.id());
    assertThat(world.paths()).containsExactly("/foo.txt");
  }

  @Test
  void staleMoveIsAConflictWithTheServersEntry() {
    CommitResult made = world.ok(file("/a", "one"));
    world.ok(file("/a", "two", made.rev()));

    CommitResult late = world.commit(move("/a", "/b", made.rev()));

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.conflict()).isEqualTo(world.entry("/a"));
    assertThat(world.paths()).containsExactly("/a");
  }

  @Test
  void moveOntoSomethingIsAConflictWithIt() {
    world.ok(file("/a", "a"), file("/b", "b"), folder("/c"));

    CommitResult ontoFile = world.commit(move("/a", "/b", world.rev("/a")));
    CommitResult ontoFolder = world.commit(move("/a", "/c", world.rev("/a")));
    CommitResult intoFile = world.commit(move("/a", "/b/a", world.rev("/a")));

    assertThat(ontoFile.conflict()).isEqualTo(world.entry("/b"));
    assertThat(ontoFolder.conflict()).isEqualTo(world.entry("/c"));
    assertThat(intoFile.conflict()).isEqualTo(world.entry("/b"));
    assertThat(world.paths()).containsExactly("/a", "/b", "/c");
  }

  @Test
  void moveOfNothingIsAConflictUnlessItWasDoneAlready() {
    CommitResult made = world.ok(file("/a", "a"));
    CommitResult moved = world.ok(move("/a", "/b", made.rev()));

    CommitResult again = world.ok(move("/a", "/b", made.rev()));
    CommitResult elsewhere = world.commit(move("/a", "/c", made.rev()));

    assertThat(again.rev()).isEqualTo(moved.rev());
    assertThat(elsewhere.status()).isEqualTo(409);
    assertThat(elsewhere.conflict()).isNull();
  }

  @Test
  void moveToItselfChangesNothing() {
    CommitResult made = world.ok(file("/a", "a"));

    assertThat(world.ok(move("/a", "/a", made.rev())).rev()).isEqualTo(made.rev());
  }

  @Test
  void folderIsNeverMovedIntoItself() {
    world.ok(file("/x/y/z", "z"));

    for (String target : List.of("/x/x", "/x/y/x", "/x/y/new/x")) {
      CommitResult result = world.commit(move("/x", target, world.rev("/x")));
      assertThat(result.status()).isEqualTo(422);
      assertThat(result.code()).isEqualTo(ProblemCode.INVALID.text());
    }
    world.ok(move("/x", "/xx", world.rev("/x")));
    assertThat(world.paths()).containsExactly("/xx", "/xx/y", "/xx/y/z");
  }

  @Test
  void twoFoldersMovedIntoEachOtherLeaveTheFirstMoveStanding() {
    world.ok(file("/x/1", "1"), file("/y/2", "2"));
    String revX = world.rev("/x");
    String revY = world.rev("/y");
    world.ok(move("/x", "/y/x", revX));

    CommitResult second = world.commit(move("/y", "/x/y", revY));

    assertThat(second.status()).isEqualTo(409);
    assertThat(world.paths()).containsExactly("/y", "/y/2", "/y/x", "/y/x/1");
  }

  @Test
  void movesOfOneBatchSeeEachOther() {
    world.ok(file("/d/x", "x"), file("/d/keep", "k"));

    String keep = world.rev("/d/keep");
    String before = world.head();
    world.ok(
        move("/d", "/e", world.rev("/d")),
        file("/e/new", "new"),
        move("/e/x", "/e/y", world.rev("/d/x")),
        file("/e/keep", "changed", keep),
        file("/d/again", "again"));

    assertThat(world.paths()).containsExactly("/d", "/d/again", "/e", "/e/keep", "/e/new", "/e/y");
    assertThat(world.after(before))
        .extracting(DeltaEntry::path)
        .containsExactly("/e", "/e/new", "/e/y", "/e/keep", "/d", "/d/again");
  }

  @Test
  void namesAreHandedOnInOneBatch() {
    CommitResult a = world.ok(file("/a", "a"));
    CommitResult b = world.ok(file("/b", "b"));

    List<CommitResult> moved =
        world.commit(
            List.of(
                move("/a", "/t", a.rev()),
                move("/b", "/a", b.rev()),
                folder("/b"),
                delete("/c", "")));

    assertThat(moved).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.entry("/t").id()).isEqualTo(a.id());
    assertThat(world.entry("/a").id()).isEqualTo(b.id());
    assertThat(world.paths()).containsExactly("/a", "/b", "/t");
  }

  @Test
  void nameOfWhatMovesAwayIsTakenByWhatCameBefore() {
    CommitResult a = world.ok(file("/a", "a"));
    CommitResult fresh = world.ok(file("/t", "t"));

    world.ok(move("/a", "/z", a.rev()), move("/t", "/a", fresh.rev()));

    assertThat(world.entry("/z").id()).isEqualTo(a.id());
    assertThat(world.entry("/a").id()).isEqualTo(fresh.id());
  }
}
