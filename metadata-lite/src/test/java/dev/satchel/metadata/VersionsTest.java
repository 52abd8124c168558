package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static dev.satchel.metadata.Change.hash;
import static dev.satchel.metadata.Change.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ProblemCode;
import dev.satchel.contract.Version;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class VersionsTest {

  private final World world;

  VersionsTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void versionsAreListedNewestFirst() {
    CommitResult one = world.ok(file("/a", "one"));
    CommitResult two = world.ok(file("/a", "two!", one.rev()));

    List<Version> versions = versions("/a");
    assertThat(versions).extracting(Version::rev).containsExactly(two.rev(), one.rev());
    assertThat(versions).extracting(Version::size).containsExactly(4L, 3L);
    assertThat(versions.getFirst().device()).isEqualTo("laptop");
    assertThat(versions.getFirst().committedAt()).isEqualTo(world.clock.instant());
    assertThat(versions.getFirst().mtime()).isEqualTo(Change.MTIME);
    assertThat(versions.getFirst().blockList()).containsExactly(hash("two!"));
  }

  @Test
  void versionsFollowAMovedFileAndAMovedFolder() {
    CommitResult one = world.ok(file("/d/a", "one"));
    CommitResult moved = world.ok(move("/d/a", "/d/b", one.rev()));
    world.ok(move("/d", "/e", world.rev("/d")));

    assertThat(versions("/e/b")).extracting(Version::rev).containsExactly(moved.rev(), one.rev());
    assertThat(world.metadata.trees().entry(world.caller, "/e/b", one.rev()))
        .map(Entry::blockList)
        .contains(List.of(hash("one")));
    assertNotFound(() -> versions("/d/a"));
  }

  @Test
  void versionsOutliveTheDelete() {
    CommitResult one = world.ok(file("/a", "one"));
    CommitResult gone = world.ok(delete("/a", one.rev()));
    CommitResult anew = world.ok(file("/a", "anew"));

    List<Version> versions = versions("/a");
    assertThat(versions)
        .extracting(Version::rev)
        .containsExactly(anew.rev(), gone.rev(), one.rev());
    assertThat(versions).extracting(Version::deleted).containsExactly(false, true, false);
  }

  @Test
  void versionsOfWhatWentWithItsFolderEndWithThatFoldersRemoval() {
    CommitResult one = world.ok(file("/d/e/a", "one"));
    CommitResult gone = world.ok(delete("/d", world.rev("/d")));

    List<Version> versions = versions("/d/e/a");
    assertThat(versions).extracting(Version::rev).containsExactly(gone.rev(), one.rev());
    assertThat(versions.getFirst().deleted()).isTrue();
  }

  @Test
  void pathThatNeverWasHasNoVersions() {
    assertNotFound(() -> versions("/never"));
    assertNotFound(() -> versions("/never/ever"));
  }

  @Test
  void entryIsShownAsItWasAtARevisionOfThatPathOnly() {
    CommitResult one = world.ok(file("/a", "one"));
    world.ok(file("/a", "two", one.rev()));
    CommitResult other = world.ok(file("/b", "b"));
    CommitResult gone = world.ok(delete("/b", other.rev()));

    assertThat(at("/a", one.rev())).containsExactly(hash("one"));
    assertThat(at("/b", other.rev())).containsExactly(hash("b"));
    assertThat(world.metadata.trees().entry(world.caller, "/a", other.rev())).isEmpty();
    assertThat(world.metadata.trees().entry(world.caller, "/b", gone.rev())).isEmpty();
    assertThat(world.metadata.trees().entry(world.caller, "/a", "9-9")).isEmpty();
    assertThat(world.metadata.trees().entry(world.caller, "/a", "rubbish")).isEmpty();
  }

  @Test
  void restoreOfAnOlderVersionIsANewVersion() {
    CommitResult one = world.ok(file("/a", "one"));
    world.ok(file("/a", "two", one.rev()));
    String before = world.head();

    CommitResult back = restore("/a", one.rev());

    assertThat(back.status()).isEqualTo(200);
    assertThat(back.id()).isEqualTo(one.id());
    assertThat(world.entry("/a").blockList()).containsExactly(hash("one"));
    assertThat(world.after(before))
        .extracting(DeltaEntry::action)
        .containsExactly(DeltaAction.CHANGED);
    assertThat(versions("/a")).hasSize(3);
    assertThat(restore("/a", one.rev()).rev()).isEqualTo(back.rev());
  }

  @Test
  void undeleteBringsTheOldIdAndBytesBack() {
    CommitResult one = world.ok(file("/a", "one"));
    CommitResult gone = world.ok(delete("/a", one.rev()));

    CommitResult back = restore("/a", gone.rev());

    assertThat(back.id()).isEqualTo(one.id());
    assertThat(world.entry("/a").blockList()).containsExactly(hash("one"));
    assertThat(world.usedBytes()).isEqualTo(3);
    assertThat(versions("/a")).extracting(Version::deleted).containsExactly(false, true, false);
  }

  @Test
  void fileWhoseFolderIsGoneComesBackAloneInANewFolder() {
    CommitResult one = world.ok(file("/d/e/a", "one"));
    world.ok(file("/d/e/b", "b"));
    CommitResult gone = world.ok(delete("/d", world.rev("/d")));

    for (String rev : new String[] {gone.rev(), one.rev()}) {
      CommitResult back = restore("/d/e/a", rev);
      assertThat(back.status()).isEqualTo(200);
      assertThat(back.id()).isEqualTo(one.id());
    }
    assertThat(world.paths()).containsExactly("/d", "/d/e", "/d/e/a");
    assertThat(world.usedBytes()).isEqualTo(3);
  }

  @Test
  void folderComesBackWithAllThatWentWithIt() {
    world.ok(file("/d/e/a", "one"), file("/d/b", "b"), file("/d/gone", "before"));
    world.ok(delete("/d/gone", world.rev("/d/gone")));
    List<Entry> before = world.entries();
    CommitResult gone = world.ok(delete("/d", world.rev("/d")));
    Replica replica = new Replica(world);
    replica.pullAll(10);

    CommitResult back = restore("/d", gone.rev());

    assertThat(back.status()).isEqualTo(200);
    assertThat(world.entries())
        .extracting(Entry::path, Entry::id)
        .containsExactlyElementsOf(
            before.stream().map(entry -> tuple(entry.path(), entry.id())).toList());
    assertThat(world.usedBytes()).isEqualTo(4);
    assertThat(back.cursor()).isEqualTo(world.head());
    replica.pullAll(2);
    replica.assertEqualToServer();
  }

  @Test
  void restoreOverAFileInTheWayOrAFolderIsAConflict() {
    CommitResult inFolder = world.ok(file("/d/a", "one"));
    CommitResult gone = world.ok(delete("/d", world.rev("/d")));
    world.ok(file("/d", "in the way"));

    CommitResult below = restore("/d/a", inFolder.rev());
    CommitResult over = restore("/d", gone.rev());

    assertThat(below.status()).isEqualTo(409);
    assertThat(below.conflict()).isEqualTo(world.entry("/d"));
    assertThat(over.status()).isEqualTo(409);
    assertThat(world.paths()).containsExactly("/d");
  }

  @Test
  void versionOfAFileThatLivesElsewhereComesBackAsACopy() {
    CommitResult one = world.ok(file("/a", "one"));
    world.ok(move("/a", "/b", one.rev()));

    CommitResult copy = restore("/a", one.rev());

    assertThat(copy.status()).isEqualTo(200);
    assertThat(copy.id()).isNotEqualTo(one.id());
    assertThat(world.paths()).containsExactly("/a", "/b");
  }

  @Test
  void revisionOfSomethingElseIsNotFound() {
    CommitResult one = world.ok(file("/a", "one"));
    world.ok(folder("/b"));
    World stranger = new World(TestDatabase.SQLITE);

    assertNotFound(() -> restore("/b", one.rev()));
    assertNotFound(() -> restore("/a", "rubbish"));
    assertNotFound(() -> restore(stranger, "/a", one.rev()));
  }

  private List<Version> versions(String path) {
    return world.metadata.versions().list(world.caller, path).versions();
  }

  private CommitResult restore(String path, @Nullable String rev) {
    return restore(world, path, rev);
  }

  private static CommitResult restore(World world, String path, @Nullable String rev) {
    return world.metadata.versions().restore(world.caller, path, Objects.requireNonNull(rev));
  }

  private @Nullable List<BlockHash> at(String path, @Nullable String rev) {
    return world.metadata.trees().entry(world.caller, path, rev).orElseThrow().blockList();
  }

  private static void assertNotFound(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }
}
