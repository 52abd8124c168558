package dev.satchel.metadata.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.ProblemCode;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryCheckTest {

  private static final BlockHash BLOCK = BlockHash.fromBytes(new byte[BlockHash.LENGTH_BYTES]);

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1, 4194304", "2, 2", "2, 8388608", "1280, 5368709120"})
  void sizeThatTheBlocksCanHoldIsTaken(int blocks, long size) {
    assertThat(EntryCheck.check(file(blocks, size))).isInstanceOf(CheckedEntry.Put.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "1, -1", "1, 4194305", "2, 1", "2, 8388609", "0, 5368709120"})
  void sizeThatTheBlocksCannotHoldIsRefused(int blocks, long size) {
    assertMalformed(ProblemCode.INVALID, file(blocks, size));
  }

  @Test
  void absentKindIsAFileAndAbsentListIsEmpty() {
    CommitEntry entry = new CommitEntry("/a", null, null, 0, null, true, null, null, null);

    assertThat(EntryCheck.check(entry))
        .isInstanceOfSatisfying(
            CheckedEntry.Put.class,
            put -> {
              assertThat(put.content().blocks()).isEqualTo(PackedBlocks.NONE);
              assertThat(put.content().executable()).isTrue();
              assertThat(put.parentRev()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "/absolute", "../..", "a b\nc", "\ud83d\ude00"})
  void targetMayBeAnyPath(String target) {
    assertThat(EntryCheck.check(symlink(target, 0))).isInstanceOf(CheckedEntry.Put.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "\ud83d"})
  void targetThatIsNoPathIsRefused(String target) {
    assertMalformed(ProblemCode.INVALID, symlink(target, 0));
  }

  @Test
  void symlinkHasATargetOfBoundedLengthAndNothingElse() {
    assertMalformed(ProblemCode.INVALID, symlink(null, 0));
    assertMalformed(ProblemCode.INVALID, symlink("x".repeat(4_097), 0));
    assertMalformed(ProblemCode.INVALID, symlink("target", 5));
    assertThat(EntryCheck.check(symlink("x".repeat(4_096), 0)))
        .isInstanceOf(CheckedEntry.Put.class);
    assertThat(EntryCheck.check(symlink("t\u00e9", 3)))
        .isInstanceOfSatisfying(
            CheckedEntry.Put.class, put -> assertThat(put.content().sizeBytes()).isZero());
  }

  @Test
  void fileHasNoTargetAndAFolderNeitherThatNorBytes() {
    assertMalformed(
        ProblemCode.INVALID, new CommitEntry("/a", null, null, 0, null, false, "t", null, null));
    assertMalformed(
        ProblemCode.INVALID,
        new CommitEntry("/a", ChangeKind.FOLDER, List.of(BLOCK), 1, null, false, null, null, null));
  }

  @Test
  void moveNeedsGoodPathsAtBothEnds() {
    assertMalformed(ProblemCode.INVALID, move(null, "/b"));
    assertMalformed(ProblemCode.BAD_PATH, move("/", "/b"));
    assertMalformed(ProblemCode.BAD_PATH, move("/a", "/"));
    assertMalformed(ProblemCode.BAD_PATH, move("/a", "b"));
    assertThat(EntryCheck.check(move("/a", "/b"))).isInstanceOf(CheckedEntry.Move.class);
  }

  @Test
  void noughtAndNothingAreTheSameParent() {
    for (String parent : new String[] {"", "0"}) {
      CommitEntry entry =
          new CommitEntry("/a", ChangeKind.DELETED, null, 0, null, false, null, null, parent);
      assertThat(EntryCheck.check(entry))
          .isInstanceOfSatisfying(
              CheckedEntry.Remove.class, remove -> assertThat(remove.parentRev()).isEmpty());
    }
  }

  private static CommitEntry file(int blocks, long size) {
    return new CommitEntry(
        "/a",
        ChangeKind.FILE,
        Collections.nCopies(blocks, BLOCK),
        size,
        null,
        false,
        null,
        null,
        null);
  }

  private static CommitEntry symlink(@Nullable String target, long size) {
    return new CommitEntry("/a", ChangeKind.SYMLINK, null, size, null, false, target, null, null);
  }

  private static CommitEntry move(@Nullable String from, String to) {
    return new CommitEntry(to, ChangeKind.MOVE, null, 0, null, false, null, from, "1-1");
  }

  private static void assertMalformed(ProblemCode code, CommitEntry entry) {
    assertThat(EntryCheck.check(entry))
        .isInstanceOfSatisfying(
            CheckedEntry.Malformed.class, bad -> assertThat(bad.code()).isEqualTo(code));
  }
}
