package dev.satchel.metadata;

import static dev.satchel.metadata.Change.MTIME;
import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static dev.satchel.metadata.Change.hash;
import static dev.satchel.metadata.Change.symlink;
import static dev.satchel.metadata.Change.touched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import dev.satchel.contract.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CommitTest {

  private final World world;

  CommitTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void newFileIsThereAsItWasSent() {
    CommitResult result = world.ok(file("/a.txt", "hello"));

    Entry entry = world.entry("/a.txt");
    assertThat(entry.rev()).isEqualTo(result.rev());
    assertThat(entry.id()).isEqualTo(result.id());
    assertThat(entry.kind()).isEqualTo(Kind.FILE);
    assertThat(entry.size()).isEqualTo(5);
    assertThat(entry.mtime()).isEqualTo(MTIME);
    assertThat(entry.blockList()).containsExactly(hash("hello"));
    assertThat(result.cursor()).isEqualTo(world.head());
  }

  @Test
  void timesKeepTheirNanosecondsFarFromToday() {
    for (String text :
        List.of(
            "1970-01-01T00:00:00.000000001Z",
            "1901-12-13T20:45:52.999999999Z",
            "2446-05-10T22:38:55.123456789Z",
            "+9999999-01-01T00:00:00.5Z",
            "-0400-01-01T00:00:00Z")) {
      CommitEntry plain = file("/t" + text.hashCode(), "t");
      world.ok(touched(plain, Instant.parse(text), true, null));
      assertThat(world.entry(plain.path()).mtime()).isEqualTo(Instant.parse(text));
      assertThat(world.entry(plain.path()).executable()).isTrue();
    }
  }

  @Test
  void emptyFileHasNoBlocksAndAFolderHasNoList() {
    world.ok(file("/empty", ""), folder("/folder"));

    assertThat(world.entry("/empty").blockList()).isEmpty();
    assertThat(world.entry("/folder").blockList()).isNull();
    assertThat(world.entry("/folder").kind()).isEqualTo(Kind.FOLDER);
  }

  @Test
  void strangeNamesAreKeptByExactCodePoints() {
    List<String> names =
        List.of("/a", "/A", "/\u00e9", "/e\u0301", "/\ud83d\ude00", "/ ", "/%_'\"\\", "/\n");
    names.forEach(name -> world.ok(file(name, name)));

    assertThat(world.paths()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void changeOnTheCurrentRevIsANewVersionOfTheSameEntry() {
    CommitResult first = world.ok(file("/a", "one"));
    CommitResult second = world.ok(file("/a", "two", first.rev()));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.rev()).isNotEqualTo(first.rev());
    assertThat(world.entry("/a").blockList()).containsExactly(hash("two"));
  }

  @Test
  void changeOnAnOlderRevIsAConflictWithTheServersEntry() {
    CommitResult first = world.ok(file("/a", "one"));
    world.ok(file("/a", "two", first.rev()));

    CommitResult late = world.commit(file("/a", "three", first.rev()));

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo(ProblemCode.CONFLICT.text());
    assertThat(late.conflict()).isEqualTo(world.entry("/a"));
    assertThat(late.rev()).isNull();
  }

  @Test
  void creationOverSomethingIsAConflict() {
    world.ok(file("/a", "one"));

    assertThat(world.commit(file("/a", "two")).status()).isEqualTo(409);
    assertThat(world.commit(file("/a", "two", "")).status()).isEqualTo(409);
    assertThat(world.commit(file("/a", "two", "0")).status()).isEqualTo(409);
    assertThat(world.commit(file("/a", "two", "nonsense")).status()).isEqualTo(409);
  }

  @Test
  void sameBytesAreNoConflictWhateverTheyWereMadeOn() {
    CommitResult first = world.ok(file("/a", "one"));
    CommitResult second = world.ok(file("/a", "two", first.rev()));
    String head = world.head();
    CommitEntry otherTime = touched(file("/a", "two"), Instant.EPOCH, true, first.rev());

    assertThat(world.ok(file("/a", "two", first.rev())).rev()).isEqualTo(second.rev());
    assertThat(world.ok(file("/a", "two")).rev()).isEqualTo(second.rev());
    assertThat(world.ok(otherTime).rev()).isEqualTo(second.rev());
    assertThat(world.head()).isEqualTo(head);
  }

  @Test
  void sameChangeDeliveredTwiceIsOneVersion() {
    CommitResult first = world.ok(file("/a", "one"));
    CommitResult once = world.ok(file("/a", "two", first.rev()));
    CommitResult twice = world.ok(file("/a", "two", first.rev()));

    assertThat(twice.rev()).isEqualTo(once.rev());
    assertThat(world.metadata.versions().list(world.caller, "/a").versions()).hasSize(2);
  }

  @Test
  void newTimeOnTheCurrentRevIsAVersionAndNothingNewIsNone() {
    CommitEntry plain = file("/a", "one");
    CommitResult first = world.ok(plain);
    CommitResult same = world.ok(file("/a", "one", first.rev()));
    CommitResult touched = world.ok(touched(plain, Instant.EPOCH, false, first.rev()));

    assertThat(same.rev()).isEqualTo(first.rev());
    assertThat(touched.rev()).isNotEqualTo(first.rev());
    assertThat(world.entry("/a").mtime()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void changeOfWhatIsGoneIsAConflictWithoutAnEntry() {
    CommitResult first = world.ok(file("/a", "one"));
    world.ok(delete("/a", first.rev()));

    CommitResult late = world.commit(file("/a", "two", first.rev()));

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.conflict()).isNull();
    assertThat(world.ok(file("/a", "two")).id()).isNotEqualTo(first.id());
  }

  @Test
  void foldersOnTheWayAreMadeAndAreInTheJournal() {
    String before = world.head();
    world.ok(file("/x/y/z.txt", "z"));

    assertThat(world.paths()).containsExactly("/x", "/x/y", "/x/y/z.txt");
    assertThat(world.after(before))
        .extracting(DeltaEntry::path)
        .containsExactly("/x", "/x/y", "/x/y/z.txt");
  }

  @Test
  void folderThatIsThereAlreadyIsNoNews() {
    CommitResult made = world.ok(folder("/x"));
    world.ok(file("/x/a", "a"));
    String head = world.head();

    assertThat(world.ok(folder("/x")).rev()).isEqualTo(made.rev());
    assertThat(world.ok(folder("/x", made.rev())).id()).isEqualTo(made.id());
    assertThat(world.head()).isEqualTo(head);
  }

  @Test
  void fileOnTheWayIsAConflictWithThatFile() {
    world.ok(file("/x", "file"));

    CommitResult result = world.commit(file("/x/y/z", "z"));

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.conflict()).isEqualTo(world.entry("/x"));
    assertThat(world.paths()).containsExactly("/x");
  }

  @Test
  void fileBecomesAFolderAndAFolderAFile() {
    CommitResult asFile = world.ok(file("/x", "file"));
    assertThat(world.commit(folder("/x")).status()).isEqualTo(409);
    String before = world.head();
    CommitResult asFolder = world.ok(folder("/x", asFile.rev()));
    world.ok(file("/x/child", "child"));

    assertThat(asFolder.id()).isNotEqualTo(asFile.id());
    assertThat(world.after(before))
        .extracting(DeltaEntry::action)
        .startsWith(DeltaAction.REMOVED, DeltaAction.ADDED);
    assertThat(world.commit(file("/x", "again")).status()).isEqualTo(409);

    world.ok(file("/x", "again", asFolder.rev()));
    assertThat(world.paths()).containsExactly("/x");
    assertThat(world.entry("/x").kind()).isEqualTo(Kind.FILE);
    assertThat(world.usedBytes()).isEqualTo(5);
  }

  @Test
  void fileBecomesASymlinkAndStaysTheSameEntry() {
    CommitResult asFile = world.ok(file("/x", "file"));
    CommitResult asLink = world.ok(symlink("/x", "../elsewhere", asFile.rev()));

    assertThat(asLink.id()).isEqualTo(asFile.id());
    assertThat(world.entry("/x").kind()).isEqualTo(Kind.SYMLINK);
    assertThat(world.entry("/x").target()).isEqualTo("../elsewhere");
    assertThat(world.entry("/x").size()).isZero();
    assertThat(world.entry("/x").blockList()).isNull();
    assertThat(world.commit(symlink("/x", "other", null)).status()).isEqualTo(409);
    assertThat(world.ok(symlink("/x", "../elsewhere", null)).rev()).isEqualTo(asLink.rev());
  }

  @Test
  void badEntriesAreRefusedOneByOneAndTheOthersStand() {
    List<CommitResult> results =
        world.commit(
            List.of(
                file("/good", "good"),
                file("bad", "x"),
                file("/a/../b", "x"),
                file("/", "x"),
                file("/size", List.of(hash("x")), 0, null),
                symlink("/link", "", null),
                folder("/good too")));

    assertThat(results)
        .extracting(CommitResult::status)
        .containsExactly(200, 400, 400, 400, 422, 422, 200);
    assertThat(results.get(1).code()).isEqualTo(ProblemCode.BAD_PATH.text());
    assertThat(results.get(4).code()).isEqualTo(ProblemCode.INVALID.text());
    assertThat(world.paths()).containsExactly("/good", "/good too");
  }

  @Test
  void longestPathsAndNamesFit() {
    String name = "\u00e9".repeat(127) + "x";
    String path = ("/" + name).repeat(16);
    world.ok(file(path, "deep"));

    assertThat(world.entry(path).size()).isEqualTo(4);
    assertThat(world.entries("/", true, 3)).hasSize(16);
    assertThat(world.commit(file(path + "/y", "x")).status()).isEqualTo(400);
  }

  @Test
  void moreThanAThousandEntriesAreRefused() {
    List<CommitEntry> many = Collections.nCopies(1_001, folder("/x"));

    assertThatThrownBy(() -> world.metadata.commits().commit(world.caller, many, false, null))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.TOO_MANY));
  }

  @Test
  void usageIsWhatTheLivingFilesComeTo() {
    world.ok(file("/d/a", "12345"), file("/d/e/b", "123"), file("/c", "1"));
    assertThat(world.usedBytes()).isEqualTo(9);

    world.ok(file("/c", "12", world.rev("/c")));
    assertThat(world.usedBytes()).isEqualTo(10);
    world.ok(delete("/d", world.rev("/d")));
    assertThat(world.usedBytes()).isEqualTo(2);
  }

  @Test
  void fullAccountTakesNothingMoreButLetsGo() {
    World small = new World(TestDatabase.SQLITE.service(), 10);
    small.ok(file("/a", "12345678"));

    assertThat(small.commit(file("/b", "123")).status()).isEqualTo(507);
    assertThat(small.commit(file("/b", "12")).status()).isEqualTo(200);
    assertThat(small.commit(file("/a", "1234567890", small.rev("/a"))).status()).isEqualTo(507);
    small.ok(file("/a", "1", small.rev("/a")), file("/c", "1234567"));
    assertThat(small.usedBytes()).isEqualTo(10);
  }

  @Test
  void listenerHearsOfEachCommitThatChangedSomething() {
    List<NamespaceChange> heard = Collections.synchronizedList(new ArrayList<>());
    world.metadata.onCommit(heard::add);
    world.ok(file("/a", "one"));
    world.ok(file("/a", "one"));
    world.commit(file("/a", "other"));

    assertThat(heard)
        .filteredOn(change -> change.namespace() == world.caller.rootNamespace())
        .containsExactly(new NamespaceChange(world.caller.rootNamespace(), 1));
  }
}
