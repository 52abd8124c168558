package dev.satchel.client.plan;

import static dev.satchel.client.tree.Content.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.ThreeTrees;
import dev.satchel.client.tree.Tree;
import dev.satchel.client.tree.TreeEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries that meet: in one folder, under one name, in each other's way. */
final class PlannerTest {

  private static final long ROOT = Tree.ROOT;

  private final World world = new World();

  @Test
  void newEntriesAreMadeFromTheTopDown() {
    world.there(9, ROOT, "d", FOLDER).there(8, 9, "e", FOLDER).there(7, 8, "f", World.file(1, 1));
    assertThat(world.planned(7L, 8L, 9L))
        .containsExactly("CreateHere 9", "CreateHere 8", "CreateHere 7");
  }

  @Test
  void newEntriesAreCommittedFromTheTopDown() {
    world.here(9, ROOT, "d", FOLDER).here(8, 9, "e", FOLDER).here(7, 8, "f", World.file(1, 1));
    assertThat(world.planned(7L, 8L, 9L))
        .containsExactly("CreateThere 9", "CreateThere 8", "CreateThere 7");
  }

  @Test
  void foldersAreDeletedFromTheBottomUpHere() {
    world.all(5, ROOT, "d", FOLDER).all(6, 5, "e", FOLDER).all(7, 6, "f", World.file(1, 1));
    world.goneThere(5).goneThere(6).goneThere(7);
    assertThat(world.planned(5L, 6L, 7L))
        .containsExactly("DeleteHere 7", "DeleteHere 6", "DeleteHere 5");
  }

  @Test
  void folderIsDeletedThereOnlyWhenItIsEmptyThere() {
    world.all(5, ROOT, "d", FOLDER).all(7, 5, "f", World.file(1, 1)).goneHere(5).goneHere(7);
    assertThat(world.planned(5L, 7L)).containsExactly("DeleteThere 7");
    world.goneThere(7);
    assertThat(world.planned(5L)).containsExactly("DeleteThere 5");
  }

  @Test
  void newFileBringsItsDeletedFolderBack() {
    world.all(5, ROOT, "d", FOLDER).goneThere(5).here(7, 5, "new", World.file(1, 1));
    assertThat(world.planned(7L)).containsExactly("Forget 5");
    World other = new World().all(5, ROOT, "d", FOLDER).goneHere(5);
    other.there(7, 5, "new", World.file(1, 1));
    assertThat(other.planned(7L)).containsExactly("Forget 5");
  }

  @Test
  void movedFolderThatWasDeletedStaysWithAllThatWasInIt() {
    world.all(5, ROOT, "d", FOLDER).all(7, 5, "f", World.file(1, 1)).goneHere(5).goneHere(7);
    world.there(5, ROOT, "e", FOLDER);
    assertThat(world.plan(5L, 7L))
        .containsExactlyInAnyOrder(new Change.Forget(5, true), new Change.Forget(7, true));
  }

  @Test
  void fileDeletedInAFolderThatMovedIsDeleted() {
    world.all(5, ROOT, "d", FOLDER).all(7, 5, "f", World.file(1, 1)).goneHere(7);
    world.there(5, ROOT, "e", FOLDER);
    assertThat(world.planned(7L)).containsExactly("DeleteThere 7");
  }

  @Test
  void foldersMadeOnBothSidesAreOne() {
    world.here(5, ROOT, "d", FOLDER).there(6, ROOT, "d", FOLDER);
    assertThat(world.planned(5L, 6L)).containsExactly("Adopt 6");
  }

  @Test
  void sameBytesMadeOnBothSidesAreOneFile() {
    world.here(5, ROOT, "f", World.file(1, 1)).there(6, ROOT, "f", World.file(1, 2));
    assertThat(world.planned(5L, 6L)).containsExactly("Adopt 6");
  }

  @Test
  void otherBytesMadeOnBothSidesAreSetAside() {
    world.here(5, ROOT, "f", World.file(1, 1)).there(6, ROOT, "f", World.file(2, 2));
    assertThat(world.planned(5L, 6L)).containsExactly("SetAside 5");
  }

  @Test
  void deletedAndMadeAgainGoesOn() {
    world.all(5, ROOT, "f", World.file(1, 1)).goneHere(5).here(6, ROOT, "f", World.file(2, 2));
    assertThat(world.planned(5L, 6L)).containsExactly("Adopt 5");
  }

  @Test
  void movedOntoANameThatIsTakenThereIsSetAside() {
    world.all(5, ROOT, "a", World.file(1, 1)).here(5, ROOT, "b", World.file(1, 1));
    world.there(6, ROOT, "b", World.file(2, 2));
    assertThat(world.planned(5L, 6L)).containsExactly("SetAside 5");
  }

  @Test
  void exchangeOfNamesStartsWithOneThatStepsAside() {
    world.all(5, ROOT, "a", FOLDER).all(6, ROOT, "b", FOLDER);
    world.there(5, ROOT, "b", FOLDER).there(6, ROOT, "a", FOLDER);
    assertThat(world.planned(5L, 6L)).containsExactly("StepAsideHere 5");
    World other = new World().all(5, ROOT, "a", FOLDER).all(6, ROOT, "b", FOLDER);
    other.here(5, ROOT, "b", FOLDER).here(6, ROOT, "a", FOLDER);
    assertThat(other.planned(5L, 6L)).containsExactly("StepAsideThere 5");
  }

  @Test
  void fileThatGoesIntoANewFolderOfItsOwnNameStepsAside() {
    world.all(5, ROOT, "f", World.file(1, 1));
    world.there(6, ROOT, "f", FOLDER).there(5, 6, "f", World.file(1, 1));
    assertThat(world.planned(5L, 6L)).containsExactly("StepAsideHere 5");
  }

  @Test
  void moveBelowItselfIsTakenBack() {
    world.all(5, ROOT, "x", FOLDER).all(6, ROOT, "y", FOLDER);
    world.here(5, 6, "x", FOLDER).there(6, 5, "y", FOLDER);
    assertThat(world.plan(5L, 6L))
        .singleElement()
        .isInstanceOfSatisfying(
            Change.MoveHere.class,
            move -> assertThat(move.to()).isEqualTo(new Location(ROOT, "x")));
  }

  @Test
  void moveThroughAFolderThatMovesTooWaits() {
    world.all(5, ROOT, "d", FOLDER).all(6, ROOT, "f", World.file(1, 1));
    world.here(5, ROOT, "e", FOLDER).here(6, 5, "f", World.file(1, 1));
    assertThat(world.planned(5L, 6L)).containsExactly("MoveThere 5");
  }

  @Test
  void costOfAChangeDoesNotGrowWithTheTree() {
    MemoryTree<RemoteEntry> remote = new MemoryTree<>();
    MemoryTree<LocalEntry> local = new MemoryTree<>();
    MemoryTree<SyncedEntry> synced = new MemoryTree<>();
    LongStream.rangeClosed(2, 5_000)
        .forEach(id -> {
          Location at = new Location(ROOT, "f" + id);
          remote.put(new RemoteEntry(id, at, World.file(1, 1), "r", "s" + id));
          synced.put(new SyncedEntry(id, at, World.file(1, 1)));
        });
    AtomicInteger reads = new AtomicInteger();
    ThreeTrees trees =
        new ThreeTrees(counted(remote, reads), counted(local, reads), counted(synced, reads));
    assertThat(Planner.plan(trees, List.of(77L)).changes())
        .singleElement()
        .isInstanceOf(Change.DeleteThere.class);
    assertThat(reads).hasValueLessThan(20);
  }

  private static <E extends TreeEntry> Tree<E> counted(Tree<E> tree, AtomicInteger reads) {
    return new Tree<>() {
      @Override
      public @Nullable E get(long id) {
        reads.incrementAndGet();
        return tree.get(id);
      }

      @Override
      public @Nullable E child(Location at) {
        reads.incrementAndGet();
        return tree.child(at);
      }

      @Override
      public boolean hasChildren(long id) {
        reads.incrementAndGet();
        return tree.hasChildren(id);
      }
    };
  }
}
