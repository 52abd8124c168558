package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import dev.satchel.contract.ListPage;
import dev.satchel.contract.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ListTest {

  private final World world;

  ListTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void folderIsListedByCodePointsWithoutWhatIsBelow() {
    world.ok(
        file("/b", "1"),
        file("/B", "2"),
        file("/a/x", "3"),
        file("/\ud83d\ude00", "4"),
        file("/\uffee", "5"));

    assertThat(paths("/", false, 2)).containsExactly("/B", "/a", "/b", "/\uffee", "/\ud83d\ude00");
    assertThat(paths("/a", false, 2)).containsExactly("/a/x");
  }

  @Test
  void recursiveListingIsDepthFirstInPagesOfEverySize() {
    world.ok(
        file("/a/b/c", "1"),
        file("/a.txt", "2"),
        file("/a/b.txt", "3"),
        folder("/a/d"),
        file("/e", "4"));
    List<String> expected = List.of("/a", "/a/b", "/a/b/c", "/a/b.txt", "/a/d", "/a.txt", "/e");

    for (int limit = 1; limit <= expected.size() + 1; limit++) {
      assertThat(paths("/", true, limit)).isEqualTo(expected);
    }
    for (int limit = 1; limit <= 5; limit++) {
      assertThat(paths("/a", true, limit)).isEqualTo(expected.subList(1, 5));
    }
  }

  @Test
  void largeFoldersAreReadInRuns() {
    List<CommitEntry> entries = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      entries.add(folder("/d/%03d".formatted(i)));
      entries.add(folder("/d/%03d/in".formatted(i)));
    }
    world.commit(entries);

    assertThat(world.entries("/d", true, 90)).hasSize(1_000);
    assertThat(world.entries("/d", false, 90)).hasSize(500);
    assertThat(world.entries("/d/007", true, 90))
        .extracting(Entry::path)
        .containsExactly("/d/007/in");
  }

  @Test
  void listingGoesOnWhenTheFolderOfItsPositionVanished() {
    world.ok(file("/a/1", "1"), file("/a/2", "2"), file("/b", "b"));
    ListPage first = list("/", true, null, 2);
    world.ok(delete("/a", world.rev("/a")));

    ListPage second = list("/", true, first.cursor(), 2);
    assertThat(second.entries()).extracting(Entry::path).containsExactly("/b");
    assertThat(second.hasMore()).isFalse();
    assertThat(second.cursor()).isNull();
  }

  @Test
  void cursorOfAnotherListingIsRefused() {
    world.ok(file("/a/1", "1"), file("/a/2", "2"), file("/b/1", "b"));
    String cursor = list("/a", true, null, 1).cursor();

    assertRefused(ProblemCode.UNKNOWN_CURSOR, "/b", cursor);
    assertRefused(ProblemCode.UNKNOWN_CURSOR, "/", cursor);
    assertRefused(ProblemCode.UNKNOWN_CURSOR, "/a", world.head());
    assertRefused(ProblemCode.UNKNOWN_CURSOR, "/a", "nonsense");
  }

  @Test
  void whatIsNoFolderCannotBeListed() {
    world.ok(file("/a", "1"));

    assertRefused(ProblemCode.NOT_FOUND, "/a", null);
    assertRefused(ProblemCode.NOT_FOUND, "/b", null);
    assertRefused(ProblemCode.BAD_PATH, "a", null);
  }

  @Test
  void rootIsAnEntryToo() {
    Entry root = world.entry("/");

    assertThat(root.kind()).isEqualTo(Kind.FOLDER);
    assertThat(root.path()).isEqualTo("/");
  }

  @Test
  void othersTreesAreOutOfSight() {
    world.ok(file("/mine", "1"));
    Caller other = world.newCaller(1_000);

    assertThat(world.metadata.trees().entry(other, "/mine", null)).isEmpty();
    assertThat(world.metadata.trees().entry(other, "/mine", world.rev("/mine"))).isEmpty();
    assertThat(world.metadata.trees().list(other, "/", true, null, 10).entries()).isEmpty();
  }

  private void assertRefused(ProblemCode code, String path, @Nullable String cursor) {
    assertThatThrownBy(() -> list(path, true, cursor, 1))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private ListPage list(String path, boolean recursive, @Nullable String cursor, int limit) {
    return world.metadata.trees().list(world.caller, path, recursive, cursor, limit);
  }

  private List<String> paths(String path, boolean recursive, int pageSize) {
    return world.entries(path, recursive, pageSize).stream().map(Entry::path).toList();
  }
}
