package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static dev.satchel.metadata.Change.hash;
import static dev.satchel.metadata.Change.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class BatchTest {

  /** Lock, keyed answer, two reads of blocks, journal, tree, references, counters, the answer. */
  private static final int FIXED_STATEMENTS = 10;

  private final World world;

  BatchTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void thousandFilesCostAHandfulOfStatements() {
    List<CommitEntry> files = thousand("one", List.of());
    upload(files);
    world.statements.reset();
    List<CommitResult> results = commit(files, false, "key").results();

    assertThat(results).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.statements.executed()).hasSizeLessThanOrEqualTo(FIXED_STATEMENTS + 3);
    assertThat(world.paths()).hasSize(1_000 + 1 + 100);
  }

  @Test
  void thousandChangesMovesOrDeletesCostAHandfulOfStatements() {
    List<CommitEntry> files = thousand("one", List.of());
    upload(files);
    List<CommitResult> made = commit(files, false, null).results();
    List<CommitEntry> changes = thousand("two", made);
    upload(changes);

    world.statements.reset();
    List<CommitResult> changed = commit(changes, false, null).results();
    assertThat(changed).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.statements.executed()).hasSizeLessThanOrEqualTo(FIXED_STATEMENTS + 3);

    List<CommitEntry> moves = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String path = files.get(i).path();
      moves.add(move(path, path.replace("/in/", "/out/"), changed.get(i).rev()));
    }
    world.statements.reset();
    List<CommitResult> moved = commit(moves, false, null).results();
    assertThat(moved).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.statements.executed()).hasSizeLessThanOrEqualTo(FIXED_STATEMENTS + 3);

    List<CommitEntry> deletes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      deletes.add(delete(moves.get(i).path(), moved.get(i).rev()));
    }
    world.statements.reset();
    List<CommitResult> deleted = commit(deletes, false, null).results();
    assertThat(deleted).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.statements.executed()).hasSizeLessThanOrEqualTo(FIXED_STATEMENTS + 3);
    assertThat(world.usedBytes()).isZero();
  }

  @Test
  void filesBelowAFolderMovedInTheSameBatchAreReadTogether() {
    List<CommitEntry> files = thousand("one", List.of());
    upload(files);
    List<CommitResult> made = commit(files, false, null).results();
    List<CommitEntry> entries = new ArrayList<>();
    entries.add(move("/in", "/out", world.rev("/in")));
    for (int i = 0; i < 999; i++) {
      entries.add(delete(files.get(i).path().replace("/in/", "/out/"), made.get(i).rev()));
    }

    world.statements.reset();
    List<CommitResult> results = commit(entries, false, null).results();

    assertThat(results).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.statements.executed()).hasSizeLessThanOrEqualTo(FIXED_STATEMENTS + 4);
  }

  @Test
  void foldersDeletedOnACursorAreReadTogether() {
    List<CommitEntry> files = thousand("one", List.of());
    upload(files);
    commit(files, false, null);
    String cursor = world.head();
    List<CommitEntry> deletes =
        IntStream.range(0, 100).mapToObj(i -> delete("/in/" + i, cursor)).toList();

    world.statements.reset();
    List<CommitResult> results = commit(deletes, false, null).results();

    assertThat(results).extracting(CommitResult::status).containsOnly(200);
    assertThat(world.statements.executed()).hasSizeLessThanOrEqualTo(FIXED_STATEMENTS + 3);
    assertThat(world.paths()).containsExactly("/in");
  }

  @Test
  void atomicBatchIsAllOrNone() {
    CommitResult made = world.ok(file("/a", "a"));
    String head = world.head();
    List<CommitEntry> entries =
        List.of(
            folder("/new"),
            file("/a", "a", made.rev()),
            move("/nowhere", "/x", made.rev()),
            delete("/never", null));

    List<CommitResult> results = commit(entries, true, null).results();

    assertThat(results).extracting(CommitResult::status).containsExactly(424, 424, 409, 424);
    assertThat(results.getFirst().code()).isEqualTo(ProblemCode.NOT_DONE.text());
    assertThat(world.head()).isEqualTo(head);
    assertThat(world.paths()).containsExactly("/a");
    assertThat(commit(List.of(folder("/new"), folder("/too")), true, null).results())
        .extracting(CommitResult::status)
        .containsOnly(200);
  }

  @Test
  void atomicBatchThatFailsShowsNoEntryThatNeverWas() {
    List<CommitEntry> entries = List.of(folder("/x"), Change.symlink("/x", "y", null));

    List<CommitResult> results = commit(entries, true, null).results();

    assertThat(results).extracting(CommitResult::status).containsExactly(424, 409);
    assertThat(results.get(1).conflict()).isNull();
  }

  @Test
  void sameKeyGivesTheFirstAnswer() {
    String key = UUID.randomUUID().toString();
    List<CommitEntry> entries = List.of(folder("/x"), move("/nowhere", "/y", "1-1"));

    CommitAnswer first = commit(entries, false, key);
    world.ok(folder("/later"));
    CommitAnswer again = commit(entries, false, key);

    assertThat(again).isEqualTo(first);
    assertThat(first.results()).extracting(CommitResult::status).containsExactly(200, 409);
  }

  @Test
  void keyOfAnotherRequestIsRefusedAndAnotherUsersIsNot() {
    String key = UUID.randomUUID().toString();
    commit(List.of(folder("/x")), false, key);

    assertThatThrownBy(() -> commit(List.of(folder("/y")), false, key))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID));
    Caller other = world.newCaller(1_000);
    CommitAnswer answer = world.metadata.commits().commit(other, List.of(folder("/y")), false, key);
    assertThat(answer.results().getFirst().status()).isEqualTo(200);
  }

  @Test
  void answerThatChangedNothingIsNotRemembered() {
    String key = UUID.randomUUID().toString();
    List<CommitEntry> entries = List.of(file("/x", "needs " + key));
    assertThat(commit(entries, false, key).results().getFirst().status()).isEqualTo(422);
    upload(entries);

    assertThat(commit(entries, false, key).results().getFirst().status()).isEqualTo(200);
  }

  @Test
  void keysAreForgottenAfterADay() {
    String key = UUID.randomUUID().toString();
    commit(List.of(folder("/x")), false, key);
    world.clock.advance(Duration.ofDays(2));
    world.metadata.sweep();

    assertThat(commit(List.of(folder("/y")), false, key).results().getFirst().status())
        .isEqualTo(200);
  }

  @Test
  void emptyBatchIsAnsweredWithTheCursor() {
    assertThat(commit(List.of(), false, null)).isEqualTo(new CommitAnswer(List.of(), world.head()));
  }

  private CommitAnswer commit(List<CommitEntry> entries, boolean atomic, @Nullable String key) {
    return world.metadata.commits().commit(world.caller, entries, atomic, key);
  }

  private void upload(List<CommitEntry> entries) {
    world.upload(
        entries.stream()
            .map(CommitEntry::blockList)
            .filter(Objects::nonNull)
            .flatMap(List::stream)
            .toList());
  }

  /** A thousand files in a hundred folders, on the revisions of {@code before} if there are any. */
  private static List<CommitEntry> thousand(String text, List<CommitResult> before) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> {
          List<BlockHash> blocks = List.of(hash(text + i));
          String parent = before.isEmpty() ? null : before.get(i).rev();
          return file("/in/%d/%d".formatted(i % 100, i), blocks, 5, parent);
        })
        .toList();
  }
}
