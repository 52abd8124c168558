package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static dev.satchel.metadata.Change.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RemoveTest {

  private final World world;

  RemoveTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void deletedFileIsGoneAndItsRowSaysWhatItWas() {
    CommitResult made = world.ok(file("/a", "a"));
    String before = world.head();
    CommitResult gone = world.ok(delete("/a", made.rev()));

    assertThat(world.paths()).isEmpty();
    assertThat(world.metadata.trees().entry(world.caller, "/a", null)).isEmpty();
    DeltaEntry row = world.after(before).getFirst();
    assertThat(row.action()).isEqualTo(DeltaAction.REMOVED);
    assertThat(row.id()).isEqualTo(made.id());
    assertThat(row.rev()).isEqualTo(gone.rev());
    assertThat(row.blockList()).isNull();
  }

  @Test
  void folderGoesWithAllItHoldsInOneRow() {
    world.ok(file("/d/a", "a"), file("/d/e/b", "b"), file("/f", "f"));
    String before = world.head();
    world.ok(delete("/d", world.rev("/d")));

    assertThat(world.paths()).containsExactly("/f");
    assertThat(world.after(before))
        .extracting(DeltaEntry::path, DeltaEntry::action)
        .containsExactly(tuple("/d", DeltaAction.REMOVED));
    assertThat(world.metadata.trees().entry(world.caller, "/d/e/b", null)).isEmpty();
  }

  @Test
  void nothingToDeleteIsDone() {
    CommitResult made = world.ok(file("/a", "a"));
    world.ok(delete("/a", made.rev()));
    String head = world.head();

    world.ok(delete("/a", made.rev()));
    world.ok(delete("/never/was", null));
    world.ok(delete("/never/was", "1-1"));
    assertThat(world.head()).isEqualTo(head);
  }

  @Test
  void deleteOfWhatChangedSinceIsAConflict() {
    CommitResult made = world.ok(file("/a", "one"));
    world.ok(file("/a", "two", made.rev()));

    CommitResult late = world.commit(delete("/a", made.rev()));
    CommitResult unaware = world.commit(delete("/a", null));

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.conflict()).isEqualTo(world.entry("/a"));
    assertThat(unaware.status()).isEqualTo(409);
    assertThat(world.paths()).containsExactly("/a");
  }

  @Test
  void deleteOnACursorIsAConflictWhenSomethingInTheFolderIsNewer() {
    world.ok(file("/d/e/a", "a"));
    String known = world.head();
    world.ok(file("/d/e/new", "new"));

    CommitResult late = world.commit(delete("/d", known));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.conflict()).isEqualTo(world.entry("/d"));

    world.ok(delete("/d", world.head()));
    assertThat(world.paths()).isEmpty();
  }

  @Test
  void deleteOnACursorSeesWhatMovedIntoTheFolder() {
    world.ok(file("/d/a", "a"), file("/x/b", "b"));
    String known = world.head();
    world.ok(move("/x", "/d/x", world.rev("/x")));

    assertThat(world.commit(delete("/d", known)).status()).isEqualTo(409);
    assertThat(world.commit(delete("/d", "j.0.0.00000000")).status()).isEqualTo(409);
  }

  @Test
  void pathThatWasDeletedIsMadeAnewWithOnlyWhatIsNew() {
    world.ok(file("/d/old", "old"));
    String id = world.entry("/d").id();
    world.ok(delete("/d", world.rev("/d")), file("/d/new", "new"));

    assertThat(world.paths()).containsExactly("/d", "/d/new");
    assertThat(world.entry("/d").id()).isNotEqualTo(id);
  }

  @Test
  void whatMovedOutBeforeTheDeleteOfTheSameBatchStays() {
    world.ok(file("/d/a", "12"), file("/d/b", "123"));

    world.ok(
        move("/d/a", "/a", world.rev("/d/a")), file("/d/c", "1234"), delete("/d", world.rev("/d")));

    assertThat(world.paths()).containsExactly("/a");
    assertThat(world.usedBytes()).isEqualTo(2);
  }

  @Test
  void foldersWithinRemovedFoldersAreCountedOnce() {
    world.ok(file("/d/e/a", "12"), file("/d/b", "123"), file("/f", "1"));

    List<CommitResult> results =
        world.commit(
            List.of(
                delete("/d/e", world.rev("/d/e")),
                delete("/d", world.rev("/d")),
                delete("/d/b", "gone already")));

    assertThat(results).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.usedBytes()).isEqualTo(1);
  }

  @Test
  void entryMadeAndRemovedInOneBatchLeavesTwoRows() {
    CommitResult made = world.ok(folder("/d"));
    String before = world.head();
    world.ok(file("/d/x", "x"), delete("/d", made.rev()));

    assertThat(world.paths()).isEmpty();
    assertThat(world.usedBytes()).isZero();
    assertThat(world.after(before)).hasSize(2);
  }
}
